"""What somebody says of a letter: whose it is, and what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.evaluator.letter_words import KINDS
from dashboards.site.outcome_words import channel_words
from results.models import Attempt, Contact, Letter

ASIDE, STAYS = "aside", "stays"
"""The choices that say: it belongs to no contact; whose it is stays as it is."""


class LetterForm(forms.Form):
    """Whose a letter is, of which kind, and why. Cleaned: `found`, the contact that it is given to."""

    belongs = forms.ChoiceField(label=gettext_lazy("Belongs to"))
    other = forms.CharField(
        label=gettext_lazy("Another contact"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its name in the plan, or campaign/name."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=KINDS)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept beside what was said before."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        letter: Letter,
        likely: Iterable[Attempt],
        contacts: QuerySet[Contact],
    ) -> None:
        super().__init__(data, initial={"kind": letter.kind})
        self._letter, self._contacts = letter, contacts
        stays = _("No contact: it stays where it is") if letter.laid_aside else _("Nobody knows: the tray")
        if letter.attempt is not None:
            stays = _said(letter.attempt)
        choices = [(STAYS, stays)]
        choices += [(_named(each), _said(each)) for each in likely if each.pk != letter.attempt_id]
        if not letter.laid_aside:
            choices.append((ASIDE, _("No contact: lay it aside")))
        self.fields["belongs"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One contact is meant, or none; and something is said that was not said before."""
        given = super().clean() or {}
        key = (given.get("other") or "").strip() or given.get("belongs") or STAYS
        given["found"] = None
        if key not in (ASIDE, STAYS):
            slug, _slash, name = key.rpartition("/")
            rows = self._contacts.filter(key=name, **({"campaign__slug": slug} if slug else {}))
            found = list(rows.select_related("campaign")[:2])
            if len(found) == 1:
                given["found"] = found[0]
            elif found:
                self.add_error("other", _("Several campaigns have it: write campaign/name."))
            else:
                self.add_error("other", _("There is no such contact."))
        elif key == STAYS and given.get("kind") == self._letter.kind:
            self.add_error(None, _("Say whose it is, or what it is: as it stands, nothing would change."))
        return given


def _named(attempt: Attempt) -> str:
    return f"{attempt.contact.campaign.slug}/{attempt.contact.key}"


def _said(attempt: Attempt) -> str:
    return f"{attempt.contact.key} · {attempt.organisation.name} · {channel_words(attempt.contact.channel)}"
