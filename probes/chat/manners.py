from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """How our side behaves in a chat. All are seconds; every number is the project's own choice."""

    greeting_s: float = 6.0
    """So long a greeting is waited for before we write the first words."""
    settle_s: float = 2.5
    """The other side has finished once nothing came, and nobody typed, for so long."""
    answer_s: float = 120.0
    """So long an answer of a person is waited for before the next question."""
    robot_s: float = 12.0
    """So long an answer of a robot is waited for."""
    farewell_s: float = 6.0
    """So long a goodbye is waited for after our thanks."""
    letter_s: float = 0.02
    """Between two letters that we type: no clerk gets a page of text in an instant."""
    asks: int = 3
    """So often a robot is asked for a person."""
