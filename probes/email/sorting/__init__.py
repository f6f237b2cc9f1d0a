"""What kind of letter is this? Headers, delivery reports, texts seen before, then rules per language."""
