"""One browser for the channels that need pages: the system's Chromium, locked to the hosts it may reach."""
