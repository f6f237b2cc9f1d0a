"""What a site of the town answers: its front page, the form in one or several steps, the confirmation."""

import asyncio
import json
import time
from html import escape
from secrets import token_hex

from aiohttp import web
from aiohttp.typedefs import Handler
from aiohttp.web_request import FileField

from probes.sandbox.behaviour import Wait
from probes.sandbox.truth import Happening
from probes.sandbox.web.form_html import form_html
from probes.sandbox.web.page import page, plain_page
from probes.sandbox.web.site_behaviour import FormBehaviour
from probes.sandbox.web.site_parts import ELSEWHERE, RANDOM, RECEIVED, SITE, TRUTH, Submission
from probes.sandbox.web.site_words import SAYS

_VISIT = "visit"
_NAME = web.RequestKey("visit", str)
_BEGUN = web.AppKey[dict[str, dict[str, str]]]("begun", dict)


def add_form(app: web.Application) -> None:
    """Add the site's routes."""
    form = app[SITE].form
    app[_BEGUN] = {}
    app.middlewares.append(_visits)
    app.router.add_get("/", _home)
    app.router.add_get(form.path, _entry)
    app.router.add_get(f"{form.path}/skjema", _form)
    app.router.add_post(f"{form.path}/skjema", _sent)
    app.router.add_get(f"{form.path}/takk", _confirmed)
    app.router.add_get("/captcha", _captcha)
    app.router.add_post("/__truth", _stamped)


@web.middleware
async def _visits(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give each visitor a name of its own (a cookie), and log which page was answered how."""
    visit = request.cookies.get(_VISIT) or token_hex(6)
    response: web.StreamResponse
    request[_NAME] = visit
    arrived = time.monotonic_ns()
    try:
        response = await handler(request)
    except web.HTTPException as error:
        response = plain_page(request, _says(request)["not_found"], status=error.status)
    if request.path != "/__truth":
        request.app[TRUTH].write(
            Happening.PAGE_ASKED,
            call=visit,
            ns=arrived,
            method=request.method,
            path=request.path,
            status=response.status,
        )
    if _VISIT not in request.cookies:
        response.set_cookie(_VISIT, visit, samesite="Lax")
    return response


async def _home(request: web.Request) -> web.StreamResponse:
    says, form = _says(request), request.app[SITE].form
    return page(
        request, says["title"], f'<h1>{says["title"]}</h1><p><a href="{form.path}">{says["link"]}</a></p>'
    )


async def _entry(request: web.Request) -> web.StreamResponse:
    says, form = _says(request), request.app[SITE].form
    await _wait(request, form.takes)
    if form.fault == "missing":
        return plain_page(request, says["not_found"], status=404)
    if form.fault == "away":
        return _redirect(302, request.app[ELSEWHERE] + request.path)
    title = f"<h1>{says['title']}</h1>"
    if form.entry != "form":
        target = f"{form.path}/skjema" if form.entry == "link" else f"{form.path}/gammelt-skjema"
        return page(request, says["title"], f'{title}<p><a href="{target}">{says["link"]}</a></p>')
    if form.framed:
        frame = f'<iframe src="{form.path}/skjema" title="{says["title"]}"></iframe>'
        return page(request, says["title"], title + frame + _cookies(request))
    return await _form(request)


async def _form(request: web.Request) -> web.StreamResponse:
    known = request.app[_BEGUN].get(request[_NAME], {})
    return _show(request, step=_step(request.query.get("steg", "1"), request), known=known)


async def _sent(request: web.Request) -> web.StreamResponse:
    app, form, says = request.app, request.app[SITE].form, _says(request)
    visit: str = request[_NAME]
    given: dict[str, str] = {}
    for name, value in (await request.post()).items():
        given[name] = value.filename if isinstance(value, FileField) else str(value)
    received = time.monotonic_ns()
    step = _step(given.pop("__step", "1"), request)
    known = app[_BEGUN].setdefault(visit, {})
    known |= given
    await _wait(request, form.works)
    fault = _answer_of_fault(request) if step == len(form.pages) else None
    if fault is not None:
        return fault
    wrong = _missing(form, step=step, given=given, known=known)
    if form.fault == "refuses" and step == len(form.pages):
        wrong = {"": form.refusal or says["refusal"]}
    if wrong:
        app[TRUTH].write(Happening.FORM_REFUSED, call=visit, ns=received, fields=sorted(wrong))
        return _show(request, step=step, known=known, wrong=wrong)
    if step < len(form.pages):
        return _redirect(303, f"{form.path}/skjema?steg={step + 1}")
    if form.captcha == "after":
        return page(request, says["title"], f"<h1>{says['title']}</h1>{_riddle(says)}", bare=form.framed)
    number = (
        f"{time.localtime().tm_year}/{app[RANDOM].integers(10_000, 99_999)}" if form.case_number else None
    )
    known["__number"] = number or ""
    fields = {name: value for name, value in known.items() if not name.startswith("__")}
    app[TRUTH].write(
        Happening.FORM_RECEIVED,
        call=visit,
        ns=received,
        fields=sorted(fields),
        email=fields.get("email", ""),
        number=number,
    )
    submission = Submission(app[SITE].id, visit, fields, number, received)
    for tell in app[RECEIVED]:
        await tell(submission)
    return _redirect(303, f"{form.path}/takk")


async def _confirmed(request: web.Request) -> web.StreamResponse:
    form, says = request.app[SITE].form, _says(request)
    known = request.app[_BEGUN].get(request[_NAME], {})
    words = escape(form.confirmation or says["confirmation"])
    lines = [f"<h1 data-confirmed>{words}</h1>"]
    if known.get("email"):
        lines.append(f"<p>{escape(says['we_answer'].format(email=known['email']))}</p>")
    if known.get("__number"):
        lines.append(f"<p>{escape(says['number'].format(number=known['__number']))}</p>")
    return page(request, says["title"], "\n".join(lines), bare=form.framed)


async def _captcha(request: web.Request) -> web.StreamResponse:
    return page(
        request,
        "captcha",
        f'<label class="box"><input type="checkbox"> {_says(request)["captcha"]}</label>',
        bare=True,
    )


async def _stamped(request: web.Request) -> web.StreamResponse:
    """Log what the page itself stamped, placed by the distance to its moment of telling."""
    try:
        line = json.loads(await request.text())
        at_ms, what = float(line["at"]), str(line["what"])
    except (ValueError, KeyError, TypeError):
        return web.Response(status=400)
    # The browser stands on this machine: its wall clock is ours.
    ns = time.monotonic_ns() - (time.time_ns() - round(at_ms * 1e6))
    detail = {key: line[key] for key in ("path", "field") if key in line}
    request.app[TRUTH].write(
        Happening.PAGE_STAMPED, call=request[_NAME], ns=ns, what=what, page_ms=at_ms, **detail
    )
    return web.Response(status=204)


def _show(
    request: web.Request, *, step: int, known: dict[str, str], wrong: dict[str, str] | None = None
) -> web.StreamResponse:
    site, says = request.app[SITE], _says(request)
    form = site.form
    body = form_html(form, language=site.language, step=step, known=known, wrong=wrong or {})
    if form.captcha == "before" and step == len(form.pages):
        body = body.replace("<!-- riddle -->", _riddle(says))
    built = round(form.built_after.draw(request.app[RANDOM]) * 1000)
    if built:
        body = f"""<div id="place">…</div><template id="form">{body}</template>
<script>setTimeout(() => {{
  document.getElementById('place').replaceChildren(document.getElementById('form').content);
  __log('form_ready');
}}, {built})</script>"""
    bare = form.framed
    title = "" if bare else f"<h1>{says['title']}</h1>"
    return page(request, says["title"], title + body + ("" if bare else _cookies(request)), bare=bare)


def _answer_of_fault(request: web.Request) -> web.StreamResponse | None:
    fault, says = request.app[SITE].form.fault, _says(request)
    if fault == "server_error":
        request.app[TRUTH].write(Happening.FORM_LOST, call=request[_NAME], status=500)
        return plain_page(request, says["error"], status=500)
    if fault == "away_on_send":
        return _redirect(307, request.app[ELSEWHERE] + "/motta")
    return None


def _missing(
    form: FormBehaviour, *, step: int, given: dict[str, str], known: dict[str, str]
) -> dict[str, str]:
    wrong: dict[str, str] = {
        name: "missing" for name in form.pages[step - 1] if name in form.required and not given.get(name)
    }
    if form.consent and step == len(form.pages) and not given.get("consent"):
        wrong["consent"] = "missing"
        known.pop("consent", None)
    return wrong


def _cookies(request: web.Request) -> str:
    form, says = request.app[SITE].form, _says(request)
    if form.cookies == "none" or "cookies" in request.cookies:
        return ""
    inner = (
        f'<div class="cookies" role="dialog" aria-label="cookies"><p>{says["cookies"]}</p>'
        f"<button type=button onclick=\"__log('cookies_yes');hide()\">{says['cookies_yes']}</button> "
        "<button type=button class=plain onclick=\"__log('cookies_no');hide()\">"
        f"{says['cookies_no']}</button></div>"
        "<script>hide=()=>{document.cookie='cookies=told';document.getElementById('cookies').remove()}</script>"
    )
    wall = '<div class="wall"></div>' if form.cookies == "wall" else ""
    return f'<div id="cookies">{wall}{inner}</div>'


def _riddle(says: dict[str, str]) -> str:
    return (
        f'<div class="g-recaptcha" data-sitekey="town"><iframe src="/captcha" title="reCAPTCHA"'
        f' style="height:6rem"></iframe></div><p>{says["captcha"]}</p>'
    )


def _step(written: str, request: web.Request) -> int:
    pages = len(request.app[SITE].form.pages)
    return min(max(int(written), 1), pages) if written.isdigit() else 1


def _says(request: web.Request) -> dict[str, str]:
    return SAYS[request.app[SITE].language]


def _redirect(status: int, to: str) -> web.Response:
    return web.Response(status=status, headers={"Location": to})


async def _wait(request: web.Request, wait: Wait) -> None:
    await asyncio.sleep(wait.draw(request.app[RANDOM]))
