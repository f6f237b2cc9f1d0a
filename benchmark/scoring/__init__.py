"""How a contact becomes points: items, areas, contacts, channels, organisations (pure, no database)."""
