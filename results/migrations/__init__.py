"""The schema, step by step; a migration that was published never changes."""
