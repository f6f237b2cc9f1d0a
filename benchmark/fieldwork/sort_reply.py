from datetime import datetime

from benchmark.fieldwork.book import enquiry_of, organisation_in
from benchmark.fieldwork.known_letters import known_letters
from probes.email.letter import Letter
from probes.email.sorting.decision import Decision
from probes.email.sorting.sort_letter import sort_letter
from probes.errors import BadSettings
from probes.working_time import people_at_work
from results.models import Attempt


def sort_reply(*, letter: Letter, received_at: datetime, attempt: Attempt | None) -> Decision:
    """Sort a letter with all that is known of its attempt: the question, its time, the touchpoint's texts.

    A letter of no attempt is sorted by what stands in it alone.
    """
    if attempt is None:
        return sort_letter(letter=letter)
    sent_at = attempt.started_at or attempt.contacting_at
    # A demonstration's time says nothing of how long somebody took.
    timed = sent_at is not None and not attempt.demo_clock
    return sort_letter(
        letter=letter,
        enquiry=asked_in(attempt),
        known=known_letters(attempt),
        elapsed_s=(received_at - sent_at).total_seconds() if timed and sent_at else None,
        working_time=_in_working_time(attempt, received_at) if timed else None,
    )


def asked_in(attempt: Attempt) -> str:
    """Return what an attempt asked in writing, in the contact's language."""
    enquiry = enquiry_of(attempt.contact.enquiry_id)
    script = enquiry.email or enquiry.web_form
    if script is None:
        return ""
    language = attempt.contact.language
    subject = script.subject.say(language) if script.subject else ""
    return f"{subject}\n{script.message.say(language)}"


def _in_working_time(attempt: Attempt, at: datetime) -> bool | None:
    organisation = organisation_in(attempt.campaign_id, attempt.organisation_id)
    point = organisation.touchpoints.get(attempt.touchpoint.slug)
    if point is None:
        return None
    try:
        return people_at_work(at=at, organisation=organisation, touchpoint=point)
    except BadSettings:
        return None  # no calendar of that country
