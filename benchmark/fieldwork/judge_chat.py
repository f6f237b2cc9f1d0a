from collections.abc import Mapping

from django.db import transaction

from benchmark.fieldwork.errors import NotReviewable
from probes.chat.measure import measure_chat
from probes.chat.second_look import look_again, told_speakers
from probes.chat.transcript import read_transcript
from probes.chat.turn import Speaker, Turn
from probes.timeline import Timeline
from results.audit import audit
from results.errors import EvidenceDamaged
from results.evidence import read_evidence
from results.keep_timeline import keep_timeline, newest_timeline
from results.models import Attempt, Contact, Evidence
from results.queries.what_was_said import CHAT


def chat_of(contact: Contact) -> tuple[Attempt, Timeline, list[Turn]]:
    """Return a contact's last chat, with its timeline as it counts now and its words.

    Raises NotReviewable where there is none, or its words are gone.
    """
    attempt = (
        contact.attempts.filter(channel="chat", evidence__name=CHAT, evidence__purged_at__isnull=True)
        .order_by("-number")
        .first()
    )
    timeline = None if attempt is None else newest_timeline(attempt)
    if attempt is None or timeline is None:
        raise NotReviewable(f"{contact.key} has no chat whose words are kept")
    piece = Evidence.objects.filter(attempt=attempt, name=CHAT, purged_at__isnull=True).latest("pk")
    try:
        return attempt, timeline, read_transcript(read_evidence(piece))
    except (EvidenceDamaged, ValueError) as error:
        raise NotReviewable(f"the words of {contact.key} cannot be read ({error})") from error


@transaction.atomic
def judge_chat(*, contact: Contact, speakers: Mapping[int, Speaker], by: str, reason: str) -> Attempt:
    """Say who wrote some turns of a contact's chat, in the place of what the rules took them for.

    The new timeline stands beside the old one and counts from now on, measurements and outcome included. What
    was said of other turns before stays said. Raises NotReviewable.
    """
    attempt, _, turns = chat_of(contact)
    Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    before = newest_timeline(attempt)
    assert before is not None
    told = told_speakers(before) | dict(speakers)
    try:
        timeline = look_again(before, turns=turns, speakers=told)
    except ValueError as error:
        raise NotReviewable(str(error)) from None
    keep_timeline(
        attempt=attempt,
        timeline=timeline,
        measurements=measure_chat(timeline).values(),
        made_by=f"reviewer {by}: {reason}"[:200],
    )
    audit(
        actor=by,
        action="contact.judged",
        subject=f"contact:{contact.pk}",
        detail={"turns": {str(number): who.value for number, who in speakers.items()}},
    )
    return attempt
