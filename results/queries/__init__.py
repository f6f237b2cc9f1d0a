"""What pages ask the record: each function reads, none computes a score, and none asks who looks."""
