"""What happened: the record (built by a later issue)."""
