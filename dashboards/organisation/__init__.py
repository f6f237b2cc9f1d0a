"""The organisation's pages: its results, its contacts, what it learns from them and does about them."""
