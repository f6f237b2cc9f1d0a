"""What all pages share: access, look, languages, accounts, errors."""
