"""What the public pages' templates say and draw."""
