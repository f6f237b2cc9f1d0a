"""What it is worth: planning, fieldwork, scoring, statistics, ranking and editions."""
