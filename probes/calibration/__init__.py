"""Measured against the truth: what the practice town did beside what the instrument says."""
