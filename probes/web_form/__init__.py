"""The contact form: found, filled in, sent once, and its answer read; each moment stamped by the page."""
