"""E-mail: enquiries written, replies waited for, told apart and timed."""
