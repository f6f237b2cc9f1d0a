"""Whether the intervals and claims keep what they promise: made-up editions whose truth is known."""
