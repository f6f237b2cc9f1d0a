from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms.models import model_to_dict

from results.errors import NobodyFound
from results.models import AuditEvent, Comment, Contact, Evidence, Letter, Shopper


def find_person(wanted: str) -> Shopper:
    """Return the shopper of this label, id, mail address, phone or name. Raises NobodyFound.

    A label comes first; of a name that several bear, all are listed and none is taken.
    """
    by_label = Shopper.objects.filter(label=wanted).first()
    if by_label:
        return by_label
    said = Q(name__iexact=wanted) | Q(email__iexact=wanted) | Q(phone=wanted.replace(" ", ""))
    if wanted.isdecimal():
        said |= Q(pk=int(wanted))
    found = list(Shopper.objects.filter(said)[:10]) if wanted else []
    if not found:
        raise NobodyFound(f"{wanted!r}: the record knows nobody of this label, name, mail address or phone")
    if len(found) > 1:
        labels = ", ".join(each.label for each in found)
        raise NobodyFound(f"{wanted!r}: several people answer to this – name one by label: {labels}")
    return found[0]


def export_person(shopper: Shopper) -> dict[str, Any]:
    """Return everything the record holds about a person, as plain JSON values.

    Recordings of bridged calls, in which the person speaks, are listed with their hashes; their sound can be
    handed over beside it with `read_evidence`.
    """
    return {
        "svartid_person": 1,
        "shopper": _row(shopper),
        "conflicts_of_interest": [
            {**_row(each), "organisation": each.organisation.slug}
            for each in shopper.conflicts.select_related("organisation")
        ],
        "assignments": [
            {**_row(each), "contact": each.contact.key}
            for each in shopper.assignments.select_related("contact")
        ],
        "contacts": list(contacts_of(shopper).order_by("key").values_list("key", flat=True)),
        "ratings": [
            {
                **_row(each),
                "contact": each.contact.key,
                "answers": _rows(each.answers.order_by("item")),
                "events": _rows(each.events.order_by("pk")),
            }
            for each in shopper.ratings.select_related("contact")
        ],
        "reported": [
            {**_row(each), "contact": each.attempt.contact.key}
            for each in shopper.reported.select_related("attempt__contact").order_by("pk")
        ],
        "quiz_sittings": _rows(shopper.quiz_sittings.order_by("pk")),
        "severities": _rows(shopper.severities.order_by("pk")),
        "comments": _rows(comments_of(shopper)),
        "recordings": _rows(recordings_of(shopper)),
        "letters": _rows(letters_of(shopper)),
        "audit_events": _rows(
            AuditEvent.objects.filter(Q(subject=f"shopper:{shopper.pk}") | Q(actor=shopper.label)).order_by(
                "pk"
            )
        ),
    }


def contacts_of(shopper: Shopper) -> QuerySet[Contact]:
    """Return every contact the person had to do with: theirs, rated again, offered, rated or commented on."""
    said = Q(shopper=shopper) | Q(second_shopper=shopper)
    said |= Q(pk__in=comments_of(shopper).order_by().values("contact"))
    said |= Q(pk__in=shopper.assignments.values("contact")) | Q(pk__in=shopper.ratings.values("contact"))
    return Contact.objects.filter(said)


def comments_of(shopper: Shopper) -> QuerySet[Comment]:
    """Return the comments that the person left."""
    return Comment.objects.filter(role="shopper", author=shopper.label).order_by("pk")


def recordings_of(shopper: Shopper) -> QuerySet[Evidence]:
    """Return the recordings and transcripts of bridged calls in which the person may speak."""
    theirs = Q(attempt__contact__shopper=shopper) | Q(attempt__contact__second_shopper=shopper)
    theirs |= Q(attempt__contact__in=shopper.ratings.values("contact"))
    spoken = Q(kind__in=("sound", "transcript")) | Q(encrypted=True)
    return Evidence.objects.filter(
        theirs, spoken, attempt__contact__mode="bridged", purged_at__isnull=True
    ).order_by("pk")


def letters_of(shopper: Shopper) -> QuerySet[Letter]:
    """Return the letters that came in answer to what was asked under the person's name."""
    return Letter.objects.filter(attempt__contact__shopper=shopper).order_by("pk")


def _rows(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    return [_row(each) for each in rows]


def _row(row: Model) -> dict[str, Any]:
    told = model_to_dict(row)
    # What Django would not let edit (dates set by themselves) belongs to the person all the same.
    told |= {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields  # noqa: SLF001 - Django's own name for it
        if field.name not in told
    }
    return {
        key: value
        if value is None or isinstance(value, bool | int | float | str | list | dict)
        else str(value)
        for key, value in told.items()
    }
