"""The town's post: each organisation a mailbox with habits, and the mailbox of our own that answers reach."""
