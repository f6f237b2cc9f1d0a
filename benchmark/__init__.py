"""What it is worth: planning, fieldwork, scoring, statistics and ranking (built by later issues)."""
