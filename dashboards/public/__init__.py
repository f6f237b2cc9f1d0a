"""The public edition: the same pages live and as a folder that needs neither server nor script."""
