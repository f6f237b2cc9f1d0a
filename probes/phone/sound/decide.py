"""Who speaks: a person or a recording? Pure rules over times, for the live call and for its end.

In this order: a recording is known by memory; a person by answering the caller's own words; what
surrounds the speech decides the rest. Pieces with only speech and silence between them make a *scene*;
music, ringing and beeps divide scenes. Pieces of one source with short pauses make a *turn*. A person
once proven goes on speaking to the end of the scene, and is looked for backwards to the words that the
caller answered. All limits are the project's own choice, tuned on rehearsals.
"""

from collections.abc import Sequence

from probes.phone.sound.pieces import CallerAct, Piece
from probes.phone.sound.scenes import Scene, Turn, Voices, scenes_of
from probes.phone.sound.segment import SoundKind, Speaker

TURN_S = 7.0
"""A first turn is rarely longer; announcements and menus mostly are."""

WAIT_S = 0.6
"""A silence this long after a turn waits for the other."""

QUEUE_WAIT_S = 1.2
"""After music: announcements are followed by music again within a second."""

MONOLOGUE_S = 10.0
"""Nobody who wants to help speaks for so long without letting the caller say a word."""

SURE_ANSWER_S = 1.6
"""Who has heard words as words has mostly answered by then."""

SENTENCE_S = 1.0
"""Words of the caller that last so long are more than a "hello?"."""

HELLO_S = 1.8
"""The longest 'hello, is anybody there?'."""


def decide(
    pieces: Sequence[Piece],
    acts: Sequence[CallerAct],
    *,
    now_s: float,
    final: bool,
    established: bool = False,
    dead: Sequence[tuple[float, float]] = (),
) -> None:
    """Set speaker, confidence and reasons of every piece of speech.

    `final`: the call is over. `established`: a person spoke earlier in the call, before these pieces.
    `dead`: times (s) in which the line was lost; who does not answer then may not have heard.
    """
    for piece in pieces:
        if piece.kind is SoundKind.SPEECH:
            piece.speaker, piece.confidence, piece.reasons = Speaker.UNDECIDED, 0.5, []
    voices = Voices(pieces, acts, now_s=now_s, final=final, dead=dead)
    acquainted = False
    for scene in scenes_of(pieces, now_s=now_s):
        acquainted |= any(turn.known and not turn.again for turn in scene.turns)
        _Judge(scene, voices, final=final, established=established, acquainted=acquainted).judge()
        established |= any(turn.speaker is Speaker.PERSON for turn in scene.turns)


class _Judge:
    """Decides one scene."""

    def __init__(
        self, scene: Scene, voices: Voices, *, final: bool, established: bool, acquainted: bool
    ) -> None:
        self._scene = scene
        self._voices = voices
        self._final = final
        self._established = established
        self._acquainted = acquainted

    def judge(self) -> None:
        turns = self._scene.turns
        voices = self._voices
        begin = 0
        proven = in_vain = False
        for number, turn in enumerate(turns):
            if turn.known:
                turn.decide(Speaker.RECORDING, 0.99, "heard_again" if turn.again else "heard_before")
                self._chain(turns[begin:number])
                begin, proven = number + 1, False
            elif proven:
                answers = voices.answered(turn) is not None
                turn.decide(Speaker.PERSON, 0.95, "answers" if answers else "talk_goes_on")
            elif voices.pressed(turn):
                for earlier in turns[begin : number + 1]:
                    earlier.decide(Speaker.RECORDING, 0.9, "keys_accepted")
                begin, in_vain = number + 1, True
            elif self._proof(turns[begin : number + 1], last=number + 1 == len(turns)):
                self._extend(turns, begin, number, alone=not in_vain)
                proven = True
            elif voices.unanswered(turn):
                for earlier in turns[begin : number + 1]:
                    earlier.decide(Speaker.RECORDING, 0.85, "nothing_answers")
                begin, in_vain = number + 1, True
        if not proven and begin < len(turns):
            self._by_form(turns[begin:])

    def _proof(self, block: Sequence[Turn], *, last: bool) -> bool:
        """Tell whether the last turn of a block proves that a person speaks."""
        voices = self._voices
        turn = block[-1]
        answers = [one for one in block if voices.answered(one) is not None]
        if not answers or answers[-1] is not turn:
            return False
        strong = [one for one in answers if voices.strong(one)]
        if len(strong) >= 2 or len(answers) >= 3:
            return True
        if not strong:
            return False
        if turn.end_s is None:
            # Live: a whole sentence after the queue, and an answer at once.
            return self._scene.after_queue and turn.lasting_s >= 1.0 and self._sentence(turn)
        if last and voices.followed(turn, self._scene.after) is not None:
            # "Please hold the line" may come by chance after a "hello?", hardly after a whole sentence, nor
            # where it has not been heard before though other recordings of this touchpoint have.
            unheard = self._acquainted and turn.pieces[0].new is True
            return self._established or self._scene.after_queue or unheard or self._sentence(strong[-1])
        if voices.silence_after(turn) < WAIT_S or voices.unanswered(turn):
            return False
        return turn.lasting_s <= (2 * TURN_S if self._final else TURN_S)

    def _sentence(self, turn: Turn) -> bool:
        act = self._voices.answered(turn)
        return act is not None and act.end_s is not None and act.end_s - act.start_s >= SENTENCE_S

    def _extend(self, turns: Sequence[Turn], begin: int, number: int, *, alone: bool) -> None:
        """Give a proven person what they said before the proof.

        `alone`: no unknown recording spoke into the same silence before.
        """
        voices = self._voices
        strong = [n for n in range(begin, number + 1) if voices.strong(turns[n])]
        first = strong[0] if strong else number
        for turn in turns[first : number + 1]:
            turn.decide(Speaker.PERSON, 0.95, "answers")
        nth = first - 1
        while nth >= begin and self._same_person(turns[nth], turns[nth + 1], alone=alone):
            # Nobody greets for so long: the end of it was the person's.
            whole = turns[nth].decide_end(Speaker.PERSON, 0.9, "was_answered_to", most_s=MONOLOGUE_S)
            nth -= 1
            if not whole:
                break
        self._chain(turns[begin : nth + 1])

    def _same_person(self, earlier: Turn, later: Turn, *, alone: bool) -> bool:
        assert earlier.end_s is not None
        act = self._voices.spoken_between(earlier.end_s, later.start_s)
        if act is not None and earlier.unheard:
            return self._voices.answered(later) is not None
        if act is not None:
            # Where recordings spoke into the same silence before, an answer must not come by chance.
            reply = self._voices.alive_s(act.start_s if act.end_s is None else act.end_s, later.start_s)
            answers = self._voices.answered(later) is not None and (alone or reply <= SURE_ANSWER_S)
            return answers and act.start_s - earlier.end_s <= 4.0
        gap = later.start_s - earlier.end_s
        # "Hallo?" after a greeting that nobody answered.
        return gap >= 2.0 and later.lasting_s <= HELLO_S and earlier.lasting_s <= TURN_S

    def _chain(self, block: Sequence[Turn]) -> None:
        for turn in block:
            if turn.speaker is Speaker.UNDECIDED:
                turn.decide(Speaker.RECORDING, 0.75, "part_of_a_recording")

    def _by_form(self, block: Sequence[Turn]) -> None:
        """Decide what is left of a scene by what it looks like."""
        after = self._voices.followed(block[-1], self._scene.after)
        if after is not None:
            if not (self._established and len(block) > 1 and self._waited(block)):
                reason = "music_follows" if after.kind is SoundKind.MUSIC else "tone_follows"
                sure = self._plays_on(block[-1], after)
                for turn in block:
                    turn.decide(Speaker.RECORDING, 0.9 if sure else 0.75, reason)
                return
        elif not self._final:
            whole = sum(turn.lasting_s for turn in block)
            if whole > MONOLOGUE_S and not any(self._voices.answered(turn) for turn in block):
                for turn in block:
                    turn.decide(Speaker.RECORDING, 0.7, "monologue")
            return
        waited = self._waited(block)
        # Whoever speaks to the end of the call after a wait inside a talk is its next or its old person.
        goes_on = self._final and self._established and self._scene.after_queue
        for turn in block:
            if waited:
                turn.decide(Speaker.PERSON, 0.65, "waits_for_an_answer")
            elif goes_on:
                turn.decide(Speaker.PERSON, 0.6, "talk_goes_on")
            elif turn.unheard and self._scene.after_queue and turn.lasting_s <= MONOLOGUE_S:
                turn.decide(Speaker.PERSON, 0.6, "in_no_other_call")
            else:
                turn.decide(Speaker.RECORDING, 0.6, "call_ends")

    def _plays_on(self, last: Turn, after: Piece) -> bool:
        """Tell whether a machine played one after the other; else a person may have passed the caller on.

        Only what is sure is remembered: nobody's voice must be kept as a recording.
        """
        if self._established or last.end_s is None or after.start_s - last.end_s > QUEUE_WAIT_S:
            return False
        return self._voices.spoken_between(last.end_s, after.start_s) is None

    def _waited(self, block: Sequence[Turn]) -> bool:
        """Tell whether somebody spoke shortly after the queue and then waited for the caller."""
        first = block[0]
        if first.end_s is None or first.lasting_s > TURN_S:
            return False
        waits = self._voices.silence_after(first, call_end=False)
        if self._scene.after_queue:
            return waits >= (WAIT_S if self._established else QUEUE_WAIT_S)
        return waits >= 2.0 and len(block) > 1 and block[1].lasting_s <= HELLO_S
