"""Marks of the organisation's pages."""
