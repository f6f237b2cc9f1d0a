"""Who looks, and what of the record is theirs to see."""
