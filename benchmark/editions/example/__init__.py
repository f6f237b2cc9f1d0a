"""Example editions: invented organisations, years of fieldwork, ratings by shoppers of known severity."""
