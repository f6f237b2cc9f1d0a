"""What the scores of a sample say about the organisations behind it (pure, no database)."""
