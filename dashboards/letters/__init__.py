"""Letters that the site writes when something has come, and the way to get no more of them."""
