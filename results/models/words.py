"""The words that columns may hold, for CHECK constraints; what probes say comes from their enums."""

from django.db import models

from probes.measurement import Status
from probes.outcome import Outcome

CHANNELS = ("phone", "web_form", "email", "chat", "messenger", "sms", "desk", "web_page")
LANGUAGES = ("nb", "nn", "sv", "da", "fi", "en")
OUTCOMES = tuple(each.value for each in Outcome)
STATUSES = tuple(each.value for each in Status)


class AttemptState(models.TextChoices):
    """An attempt's life: planned → claimed → contacting (→ awaiting) → one of the other four."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    CONTACTING = "contacting"
    AWAITING = "awaiting"
    FINISHED = "finished"
    LOST = "lost"
    CANCELLED = "cancelled"
    NOT_RUN = "not_run"


OPEN = (AttemptState.PLANNED, AttemptState.CLAIMED, AttemptState.CONTACTING, AttemptState.AWAITING)
"""States of an attempt that still may become something."""

IN_PROGRESS = (AttemptState.CLAIMED, AttemptState.CONTACTING)
"""States in which an attempt holds its touchpoint. One that awaits a letter holds nothing and nobody."""

IN_WRITING = ("email", "web_form", "messenger")
"""Channels in which the answer may come days later, so that an attempt may await it."""


class ContactState(models.TextChoices):
    """A contact's life."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


class CampaignState(models.TextChoices):
    """What an evaluator has told a campaign to do."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


def one_of(column: str, words: tuple[str, ...], *, name: str, empty: bool = False) -> models.CheckConstraint:
    """Return a CHECK that a column holds one of these words (or nothing, if `empty`)."""
    allowed = ("", *words) if empty else words
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": allowed}), name=name)
