"""One page, or one tight family of pages, a file."""
