from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.site.access.find import may, viewer_of
from results.errors import BadUpload
from results.exchange.documents import import_documents
from results.exchange.imported import Imported
from results.exchange.organisations import ORGANISATION_COLUMNS, import_organisations
from results.exchange.shoppers import SHOPPER_COLUMNS, import_shoppers
from results.exchange.touchpoints import TOUCHPOINT_COLUMNS, import_touchpoints

MOST_BYTES = 5 * 1024 * 1024
"""The largest file that is taken in. Project's own choice: tens of thousands of rows."""


def _take_document(path: Path, *, dry_run: bool, actor: str) -> Imported:
    return import_documents([path], dry_run=dry_run, actor=actor)


_KINDS: dict[str, tuple[Any, Callable[..., Imported], Any]] = {
    "organisations": (gettext_lazy("Organisations"), import_organisations, ORGANISATION_COLUMNS),
    "touchpoints": (gettext_lazy("Touchpoints"), import_touchpoints, TOUCHPOINT_COLUMNS),
    "shoppers": (gettext_lazy("Shoppers"), import_shoppers, SHOPPER_COLUMNS),
    "documents": (
        gettext_lazy("An enquiry, questionnaire, method or organisation (YAML)"),
        _take_document,
        (),
    ),
}
_TABLES, _DOCUMENTS = (".csv", ".xlsx"), (".yaml", ".yml")


class TakingInForm(forms.Form):
    """Which file, and what stands in it."""

    what = forms.ChoiceField(
        label=gettext_lazy("What stands in the file"),
        choices=[(name, words) for name, (words, _import, _columns) in _KINDS.items()],
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(_TABLES + _DOCUMENTS)}),
        help_text=gettext_lazy(
            "CSV or XLSX with headings, in any of our languages; or YAML, as on the command line."
        ),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large or of another kind."""
        documents = self.cleaned_data.get("what") == "documents"
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        if Path(str(file.name)).suffix.lower() not in (_DOCUMENTS if documents else _TABLES):
            raise forms.ValidationError(
                _("It is not YAML.") if documents else _("It is neither CSV nor XLSX.")
            )
        return file


def take_in(request: HttpRequest) -> HttpResponse:
    """Take organisations, touchpoints, shoppers or a document from a file: all, or none and every mistake."""
    may(request, "evaluator.house")
    form = TakingInForm(
        request.POST or None, request.FILES or None, initial={"what": request.GET.get("what")}
    )
    done: Imported | None = None
    mistakes: list[str] = []
    if request.method == "POST" and form.is_valid():
        done, mistakes = _taken(
            form.cleaned_data, dry_run="try" in request.POST, actor=viewer_of(request).label
        )
    context = {
        "form": form,
        "done": done,
        "mistakes": mistakes,
        "columns": [(words, columns) for words, _import, columns in _KINDS.values() if columns],
    }
    wrong = bool(mistakes) or (form.is_bound and not form.is_valid())
    return render(request, "evaluator/taking_in.html", context, status=422 if wrong else 200)


def _taken(given: dict[str, Any], *, dry_run: bool, actor: str) -> tuple[Imported | None, list[str]]:
    file: UploadedFile[bytes] = given["file"]
    with tempfile.TemporaryDirectory(prefix="svartid-") as folder:
        path = Path(folder) / f"file{Path(str(file.name)).suffix.lower()}"
        path.write_bytes(b"".join(file.chunks()))
        try:
            return _KINDS[given["what"]][1](path, dry_run=dry_run, actor=actor), []
        except BadUpload as error:
            # The name of our own copy says nothing to anybody: the row does.
            return None, [line.replace(f"{path}:", "").strip() for line in str(error).splitlines()]
