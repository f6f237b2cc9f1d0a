"""The telephone: SIP calls placed, listened to and timed."""
