"""How it is measured: one package a channel under one contract, and the practice town."""
