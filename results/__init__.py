"""What happened: the record of organisations, contacts, attempts and evidence, in PostgreSQL."""
