"""The PostgreSQL that comes with Svartid: its programs from a wheel, its data under the state folder."""
