"""Who sees it: the pictures, the site and the assembled command."""
