"""Who looks at a page and whether they may: the second of two guards (see results.access.visible)."""
