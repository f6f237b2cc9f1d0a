"""Contacts that a shopper makes and logs: a desk, a text message, Messenger, anything else."""
