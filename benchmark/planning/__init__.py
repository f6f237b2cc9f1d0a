"""When and by whom each contact is made: the sampling design, drawn from a seed (pure, no database)."""
