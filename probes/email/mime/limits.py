"""How much of a letter is read. Whoever sends more is noted, not believed.

Where a mail server has a public default it is named; the rest is the project's own choice.
"""

MAX_LETTER_BYTES = 25 * 1024 * 1024
"""A larger letter is refused: only its first part is read (the project's own choice)."""

READ_OF_A_REFUSED_LETTER_BYTES = 1024 * 1024
"""How much of a refused letter is read: headers and words come first (the project's own choice)."""

MAX_ATTACHMENT_BYTES = 10_240_000
"""A larger attachment is marked as refused: what Postfix takes by default (message_size_limit)."""

MAX_HEADER_BYTES = 102_400
"""The header block of a letter or part (Postfix: header_size_limit)."""

MAX_FIELDS = 500
"""Header fields of one block (the project's own choice)."""

MAX_VALUE_CHARS = 8_192
"""One header value (the project's own choice; References of a long exchange fit)."""

MAX_DEPTH = 20
"""Parts within parts (the project's own choice; Postfix's mime_nesting_limit is 100)."""

MAX_PARTS = 200
"""Parts in all (the project's own choice)."""

MAX_TEXT_PART_BYTES = 2 * 1024 * 1024
"""How much of one encoded text part is decoded (the project's own choice)."""

MAX_TEXT_CHARS = 200_000
"""The visible text of a letter, in characters (the project's own choice)."""

MAX_ADDRESSES = 100
"""Addresses of one header (the project's own choice)."""

MAX_RECIPIENTS = 50
"""Recipients of one delivery report (the project's own choice)."""
