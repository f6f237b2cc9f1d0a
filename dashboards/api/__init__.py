"""What programs read and send: an API over the same two guards as the pages, and its reference page."""
