"""Who may be said to be ahead of whom, and what an award may claim (pure, no database)."""
