from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from benchmark.editions.stored_ranking import stored_ranking
from dashboards.organisation.pages import own_edition
from dashboards.organisation.people import called
from dashboards.organisation.report import report_pdf
from dashboards.organisation.views.result import result_parts
from dashboards.organisation.workbook import result_workbook
from dashboards.site.access.trail import saw
from dashboards.site.class_words import class_words
from results.access.visible import visible
from results.models import Action, Contact, Score
from results.queries.left_out import is_left_out

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the organisation's own result as a workbook."""
    own = own_edition(request, slug)
    saw(request, f"result:{own.campaign.slug}", file="xlsx")
    return _file(result_workbook(own, result_parts(own)), _XLSX, f"{own.campaign.slug}.xlsx")


def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the organisation's own result as a report to be printed."""
    own = own_edition(request, slug)
    saw(request, f"result:{own.campaign.slug}", file="pdf")
    told = result_parts(own)
    scores = dict(
        visible(Score)
        .filter(run=own.run.score_run, level="contact", column="total", contact__isnull=False)
        .values_list("contact", "value")
    )
    rows = (
        visible(Contact)
        .filter(campaign=own.campaign)
        .select_related("enquiry")
        .annotate(left_out=is_left_out())
    )
    ranking = stored_ranking(
        run=own.run,
        among=told["result"].among,
        title=class_words(own.klass.slug),
        names=told["names"],
    )
    context = {
        **told,
        "campaign": own.campaign,
        "run": own.run,
        "ranking": ranking,
        "contacts": [(each, scores.get(each.pk)) for each in rows.order_by("due_at", "key")],
        "actions": [
            (each, called(each.owner))
            for each in visible(Action).filter(state="open").select_related("owner").order_by("due_on", "pk")
        ],
    }
    return _file(
        report_pdf("organisation/report.html", context), "application/pdf", f"{own.campaign.slug}.pdf"
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
