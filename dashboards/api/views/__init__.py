"""Pages for people: the reference, and one's own tokens."""
