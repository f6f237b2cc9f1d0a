"""The addresses of the API, a role a file."""
