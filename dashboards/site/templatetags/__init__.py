"""What templates write."""
