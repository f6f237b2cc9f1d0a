"""A page or a tight family a file."""
