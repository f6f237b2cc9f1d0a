"""The practice town: simulated contact centres, each a real SIP server on loopback."""
