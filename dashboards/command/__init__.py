"""The assembled `svartid` command."""
