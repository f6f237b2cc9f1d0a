from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probes.phone.sound.pieces import CallerAct, Piece
from probes.phone.sound.segment import SoundKind, Speaker, Tone

ANSWER_S = 2.2
"""An answer begins within this time after the caller's words: people take 0.2 s, exchanges and thought
add a second."""

UNANSWERED_S = 3.0
"""Who has not answered by then, does not."""

FOLLOWS_S = 2.5
"""Music or a tone this soon after speech belongs to it: 'please hold the line'."""

KEYS_S = 8.0
"""Keys this long after a prompt still belong to it."""

PAUSE_S = 0.8
"""A pause within a turn is shorter."""

MUSIC_S = 1.2
"""Shorter music is a voice that the detector took for it."""

_DIVIDING = {Tone.RINGBACK, Tone.BUSY, Tone.CONGESTION, Tone.BEEP, Tone.SIT}


@dataclass(slots=True)
class Turn:
    """Pieces of speech of one source with short pauses between them."""

    pieces: list[Piece]
    now_s: float

    @property
    def start_s(self) -> float:
        """When it began."""
        return self.pieces[0].start_s

    @property
    def end_s(self) -> float | None:
        """When it ended, None while it lasts."""
        return self.pieces[-1].end_s

    @property
    def lasting_s(self) -> float:
        """Its length, up to now if it lasts."""
        return (self.now_s if self.end_s is None else self.end_s) - self.start_s

    @property
    def known(self) -> bool:
        """It is a recording that was heard before."""
        return self.pieces[0].known is not None

    @property
    def again(self) -> bool:
        """It was heard before in the same call."""
        return self.pieces[0].again

    @property
    def unheard(self) -> bool:
        """None of several other calls to the touchpoint has it."""
        return self.pieces[0].unheard

    @property
    def speaker(self) -> Speaker:
        """Who speaks at its end, as far as it is decided."""
        return self.pieces[-1].speaker

    def decide_end(self, speaker: Speaker, confidence: float, reason: str, *, most_s: float) -> bool:
        """Write the decision into the last pieces, as many as last `most_s` together; tell if it was all.

        A single piece is never divided and counts as all.
        """
        end = self.now_s if self.end_s is None else self.end_s
        own = [piece for piece in self.pieces if end - piece.start_s <= most_s]
        if not own:
            own = self.pieces[-1:]
        for piece in own:
            piece.speaker, piece.confidence, piece.reasons = speaker, confidence, [reason]
        for piece in self.pieces[: len(self.pieces) - len(own)]:
            piece.speaker, piece.confidence = Speaker.RECORDING, 0.75
            piece.reasons = ["part_of_a_recording"]
        return len(own) == len(self.pieces)

    def decide(self, speaker: Speaker, confidence: float, reason: str) -> None:
        """Write the decision into the pieces."""
        for piece in self.pieces:
            piece.speaker, piece.confidence, piece.reasons = speaker, confidence, [reason]


@dataclass(slots=True)
class Scene:
    """Turns with nothing but silence between them, and the music or tone before and after."""

    before: Piece | None
    turns: list[Turn]
    after: Piece | None

    @property
    def after_queue(self) -> bool:
        """Music or ringing led to it."""
        return _is_queue(self.before)


def scenes_of(pieces: Sequence[Piece], *, now_s: float) -> Iterator[Scene]:
    """Group a call's pieces into scenes and turns."""
    before: Piece | None = None
    speech: list[Piece] = []
    for piece in pieces:
        if piece.kind is SoundKind.SPEECH:
            speech.append(piece)
        elif piece.tone in _DIVIDING or (piece.kind is SoundKind.MUSIC and piece.lasting(now_s) >= MUSIC_S):
            if speech:
                yield Scene(before, _turns(speech, now_s=now_s), piece)
            before, speech = piece, []
    if speech:
        yield Scene(before, _turns(speech, now_s=now_s), None)


class Voices:
    """Answers questions about when the far end and the caller spoke."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        acts: Sequence[CallerAct],
        *,
        now_s: float,
        final: bool,
        dead: Sequence[tuple[float, float]] = (),
    ) -> None:
        self._sounds = [piece for piece in pieces if not _is_nothing(piece, now_s)]
        self._spoken = [act for act in acts if not act.keys]
        self._keys = [act.start_s for act in acts if act.keys]
        self._now = now_s
        self._final = final
        self._dead = dead

    def alive_s(self, from_s: float, to_s: float) -> float:
        """Return how long the line was alive in a time: nobody answers on a dead one."""
        return to_s - from_s - sum(max(0.0, min(to_s, b) - max(from_s, a)) for a, b in self._dead)

    def answered(self, turn: Turn) -> CallerAct | None:
        """Return the caller's words that the turn may answer: the line was clear and it came soon after."""
        for act in reversed(self._spoken):
            if act.end_s is None or act.end_s > turn.start_s + 0.25:
                continue
            if self.alive_s(act.end_s, turn.start_s) > ANSWER_S:
                return None
            clear = not any(
                sound.start_s < turn.start_s and _end(sound) > act.start_s + 0.4 for sound in self._sounds
            )
            return act if clear else None
        return None

    def strong(self, turn: Turn) -> bool:
        """Tell whether a turn answers words before which the same silence had no others in vain."""
        act = self.answered(turn)
        if act is None:
            return False
        heard = max((_end(s) for s in self._sounds if _end(s) <= act.start_s + 0.4), default=0.0)
        return not any(heard - 0.2 <= one.start_s < act.start_s - 0.1 for one in self._spoken)

    def unanswered(self, turn: Turn) -> bool:
        """Tell whether the caller spoke after the turn and nothing came of it."""
        if turn.end_s is None:
            return False
        following = self._next_start(turn.end_s)
        for act in self._spoken:
            if turn.end_s - 0.3 <= act.start_s < following and act.end_s is not None:
                return self.alive_s(act.end_s, following) >= UNANSWERED_S
        return False

    def pressed(self, turn: Turn) -> bool:
        """Tell whether the caller answered the turn with keys."""
        if turn.end_s is None:
            return False
        following = min(
            (s.start_s for s in self._sounds if s.kind is SoundKind.SPEECH and s.start_s >= turn.end_s),
            default=self._now,
        )
        return any(turn.start_s <= key <= min(following, turn.end_s + KEYS_S) for key in self._keys)

    def followed(self, turn: Turn, after: Piece | None) -> Piece | None:
        """Return the music or tone that followed soon after the turn, the caller's words not counted."""
        if after is None or turn.end_s is None:
            return None
        spoken = [a.end_s for a in self._spoken if a.end_s and turn.end_s <= a.end_s <= after.start_s]
        return after if after.start_s - max([turn.end_s, *spoken]) <= FOLLOWS_S else None

    def silence_after(self, turn: Turn, *, call_end: bool = True) -> float:
        """Return for how long nothing was heard after the turn (s).

        `call_end`: a call that has ended counts as silence for ever.
        """
        if turn.end_s is None:
            return 0.0
        following = self._next_start(turn.end_s)
        if call_end and self._final and following >= self._now:
            return float("inf")
        return following - turn.end_s

    def spoken_between(self, from_s: float, to_s: float) -> CallerAct | None:
        """Return the caller's first words in a time."""
        return next((act for act in self._spoken if from_s - 0.2 <= act.start_s <= to_s), None)

    def _next_start(self, end_s: float) -> float:
        return min((s.start_s for s in self._sounds if s.start_s >= end_s - 0.01), default=self._now)


def _turns(speech: Sequence[Piece], *, now_s: float) -> list[Turn]:
    turns: list[Turn] = []
    for piece in speech:
        last = turns[-1].pieces[-1] if turns else None
        if last is None or last.end_s is None or not _one_turn(last, piece):
            turns.append(Turn([piece], now_s))
        else:
            turns[-1].pieces.append(piece)
    return turns


def _one_turn(last: Piece, piece: Piece) -> bool:
    assert last.end_s is not None
    return (last.known is None) == (piece.known is None) and piece.start_s - last.end_s < PAUSE_S


def _is_nothing(piece: Piece, now_s: float) -> bool:
    """Silence, or a blip of a tone or of music: a voice that the detector took for it."""
    if piece.kind is SoundKind.MUSIC:
        return piece.lasting(now_s) < MUSIC_S
    if piece.kind is SoundKind.TONE:
        return piece.tone not in _DIVIDING and piece.lasting(now_s) < MUSIC_S
    return piece.kind is SoundKind.SILENCE


def _is_queue(piece: Piece | None) -> bool:
    return piece is not None and (piece.kind is SoundKind.MUSIC or piece.tone is Tone.RINGBACK)


def _end(piece: Piece) -> float:
    return float("inf") if piece.end_s is None else piece.end_s
