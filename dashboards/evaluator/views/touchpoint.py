from __future__ import annotations

import yaml
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from pydantic import ValidationError

from benchmark.fieldwork.control import release_touchpoint
from dashboards.evaluator.touchpoint_form import TouchpointForm
from dashboards.evaluator.trial_form import TrialForm
from dashboards.evaluator.views.trial import find_touchpoint
from dashboards.site.access.find import viewer_of
from probes.registry import channels
from results.access.visible import visible
from results.change_touchpoint import change_touchpoint, switch_touchpoint
from results.errors import NotChangeable
from results.models import Attempt, Touchpoint, Trial
from scenarios.yaml_reader import read


def touchpoint(request: HttpRequest, slug: str, point: str) -> HttpResponse:
    """Show and change one address of an organisation, with its hours and menu keys, as its file says them."""
    found = find_touchpoint(request, slug, point)
    text = yaml.safe_dump(found.settings, allow_unicode=True, sort_keys=False)
    form, mistakes = TouchpointForm(touchpoint=found), list[str]()
    if request.method == "POST" and request.POST.get("do") == "answers":
        form = TouchpointForm(request.POST, touchpoint=found)
        if form.is_valid() and _answered(request, found, form):
            return redirect("evaluator:touchpoint", slug=slug, point=point)
    elif request.method == "POST":
        text = request.POST.get("text", text)
        mistakes = _do(request, found, text)
        if not mistakes:
            return redirect("evaluator:touchpoint", slug=slug, point=point)
    last = visible(Attempt).filter(touchpoint=found, started_at__isnull=False).order_by("-started_at")[:8]
    return render(
        request,
        "evaluator/touchpoint.html",
        {
            "touchpoint": found,
            "organisation": found.organisation,
            "form": form,
            "text": text,
            "mistakes": mistakes,
            "last": last.select_related("contact__campaign"),
            "trials": visible(Trial).filter(touchpoint=found).order_by("-asked_at")[:5],
            "trial_form": TrialForm(touchpoint=found),
            "by_hand": found.channel not in channels(),
        },
        status=422 if mistakes or (form.is_bound and form.errors) else 200,
    )


def _answered(request: HttpRequest, found: Touchpoint, form: TouchpointForm) -> bool:
    """Keep the answers; tell what is wrong with them at their questions."""
    try:
        change_touchpoint(touchpoint=found, part=form.part(), actor=viewer_of(request).label)
    except ValidationError as error:
        form.tell(error)
        return False
    except NotChangeable as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Saved. What was planned before keeps its own description."))
    return True


def _do(request: HttpRequest, found: Touchpoint, text: str) -> list[str]:
    me, what = viewer_of(request).label, request.POST.get("do", "")
    if what == "release":
        release_touchpoint(name=f"{found.organisation.slug}.{found.slug}", actor=me)
        messages.success(request, _("Contacts may be made here again."))
    elif what in ("activate", "deactivate"):
        switch_touchpoint(touchpoint=found, active=what == "activate", actor=me)
        messages.success(request, _("Saved."))
    else:
        return _save(request, found, text, me)
    return []


def _save(request: HttpRequest, found: Touchpoint, text: str, me: str) -> list[str]:
    document = read(text.encode(), "")
    if document.mistakes:
        return [f"{each.line}:{each.column}: {each.message}" for each in document.mistakes]
    if not isinstance(document.value, dict):
        return [_('Write lines such as phone: "+47 10 55 10 01".')]
    try:
        change_touchpoint(touchpoint=found, part=document.value, actor=me)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc'][2:])) or '·'}: {one['msg']}" for one in error.errors()]
    except NotChangeable as error:
        return [str(error)]
    messages.success(request, _("Saved. What was planned before keeps its own description."))
    return []
