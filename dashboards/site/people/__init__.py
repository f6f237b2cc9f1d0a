"""Accounts: sign-in by allauth, invitations, roles, letters."""
