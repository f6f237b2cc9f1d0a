"""The engine: worker processes that carry the calls, and the supervisor that keeps them alive."""
