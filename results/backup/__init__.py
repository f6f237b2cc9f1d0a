"""The whole record in one file, and back: `svartid backup`, `restore` and `upgrade`."""
