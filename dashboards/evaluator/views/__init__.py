"""One page, or a tight family of pages, a file."""
