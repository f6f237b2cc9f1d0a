"""Chats by XMPP (RFC 6120, XEP-0045): a channel of Svartid that lives in a package of its own."""
