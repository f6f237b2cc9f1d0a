"""The wording of letters, one module a language."""
