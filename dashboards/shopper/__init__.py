"""The shopper's pages, made for a phone: assignments, the brief, rating, calibration."""
