"""Logs as JSON lines without personal data."""
