from collections.abc import Mapping
from html import escape

from probes.sandbox.web.site_behaviour import FormBehaviour
from probes.sandbox.web.site_words import LABELS, SAYS

_TYPES = {"email": "email", "phone": "tel", "file": "file"}
_COMPLETE = {"name": "name", "email": "email", "phone": "tel", "address": "street-address"}


def form_html(
    form: FormBehaviour, *, language: str, step: int, known: Mapping[str, str], wrong: Mapping[str, str]
) -> str:
    """Return one step of the form. `wrong` names the fields to mend; the key `""` holds a refusal of all."""
    says = SAYS[language]
    last = step == len(form.pages)
    lines = []
    if wrong:
        told = wrong.get("") or says["refusal"]
        lines.append(f'<div class="summary" role="alert">{escape(told)}</div>')
    if len(form.pages) > 1:
        lines.append(f"<p>{says['step'].format(at=step, of=len(form.pages))}</p>")
    lines += [
        _field(form, name, language, known.get(name, ""), name in wrong) for name in form.pages[step - 1]
    ]
    if last and form.consent:
        box = (
            f'<input type="checkbox" name="consent" value="yes"{" checked" if known.get("consent") else ""}>'
        )
        lines.append(f'<label class="box">{box} {escape(form.consent)}</label>')
        if "consent" in wrong:
            lines.append(f'<p class="error">{says["missing"]}</p>')
    if last:
        lines.append("<!-- riddle -->")
    if step > 1:
        back = f"{form.path}/skjema?steg={step - 1}"
        lines.append(
            f'<button type="button" class="plain" onclick="location=\'{back}\'">{says["back"]}</button>'
        )
    lines.append(f'<button type="submit">{says["send"] if last else says["next"]}</button>')
    silent = ' onsubmit="event.preventDefault()"' if form.fault == "silent" and last else ""
    rows = "\n".join(lines)
    return f"""<form data-form method="post" action="{form.path}/skjema" enctype="multipart/form-data"
 novalidate{silent}>
<input type="hidden" name="__step" value="{step}">
<div style="position:absolute;left:-9999px" aria-hidden="true"><input name="website" tabindex="-1"></div>
{rows}
</form>"""


def _field(form: FormBehaviour, name: str, language: str, value: str, wrong: bool) -> str:
    says = SAYS[language]
    label = escape(form.labels.get(name, LABELS[language][name]))  # type: ignore[call-overload]
    needed = name in form.required
    ties = {"for": f'id="f-{name}"', "aria": f'aria-label="{label}"', "placeholder": f'placeholder="{label}"'}
    common = f'name="{name}" {ties.get(form.labelled, "")}{" required" if needed else ""}'
    if name in _COMPLETE and form.labelled in ("for", "wrap"):
        common += f' autocomplete="{_COMPLETE[name]}"'
    if wrong:
        common += ' aria-invalid="true"'
    if name == "message":
        control = f"<textarea {common}>{escape(value)}</textarea>"
    elif name == "topic":
        options = "".join(
            f"<option{' selected' if each == value else ''}>{escape(each)}</option>" for each in form.topics
        )
        control = f'<select {common}><option value="">{says["choose"]}</option>{options}</select>'
    else:
        given = "" if name == "file" else f' value="{escape(value)}"'
        control = f'<input type="{_TYPES.get(name, "text")}" {common}{given}>'
    star = " *" if needed else ""
    error = f'<p class="error">{says["missing"]}: {label}</p>' if wrong else ""
    if form.labelled == "for":
        return f'<label for="f-{name}">{label}{star}</label>{control}{error}'
    if form.labelled == "wrap":
        return f"<label>{label}{star} {control}</label>{error}"
    if form.labelled == "beside":
        return f'<div class="label">{label}{star}</div>{control}{error}'
    return control + error
