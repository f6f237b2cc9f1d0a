from dataclasses import dataclass, field
from typing import Any

from probes.sandbox.behaviour import Agent


@dataclass(slots=True)
class Rotation:
    """Whose turn it is among a centre's agents; shared by its calls."""

    agents: tuple[Agent, ...]
    _next: int = 0

    def pick(self, *, among: tuple[str, ...], heard: set[str]) -> Agent:
        """Return the next agent of `among` (empty: all) that this caller has not heard, if there is one."""
        able = [agent for agent in self.agents if not among or agent.id in among]
        if not able:
            return Agent(id="nobody", voice="nobody")
        fresh = [agent for agent in able if agent.id not in heard] or able
        self._next += 1
        return fresh[self._next % len(fresh)]


@dataclass(slots=True)
class Persons:
    """Who has been heard in the call, and who is on the line now."""

    heard: set[str] = field(default_factory=set)
    now: Agent | None = None
    last_word_ns: int = 0
    transfer: dict[str, Any] | None = None
    """What to log as `transfer` at the next person's first word."""
    next: Agent | None = None
    """Who takes the call next, if that is settled already (their name is in the signalling)."""
