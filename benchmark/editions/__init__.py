"""An award edition put together from the record: what was stored becomes scores and a ranking."""
