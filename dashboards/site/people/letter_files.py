from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class LetterFiles(BaseEmailBackend):
    """Writes each letter into a file of its own that only its owner may read: while no mail server is set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the letters and return how many there were."""
        folder = Path(str(settings.EMAIL_FILE_PATH))  # type: ignore[misc]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S.%f")
            path = folder / f"{stamp}-{secrets.token_hex(3)}.eml"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(message.message().as_bytes())
        return len(email_messages)
