"""Carrying out a plan: claim, attempt, retry, safety rails, workers."""
