"""Pages that belong to no role."""
