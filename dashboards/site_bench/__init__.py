"""How quick the site's pages are for fifty people at once: what `svartid bench site` measures."""
