from rich.markup import escape
from rich.table import Table

from probes.web_form.inspect_form import FormProposal, legend


def form_table(found: FormProposal) -> Table:
    """Return what each control of a form is as a table for the terminal, step by step."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    headings = ("what", "the page calls it", "needed", "known by", "selector")
    for heading in (*headings, "step") if found.later else headings:
        table.add_column(heading, overflow="fold")
    for number, step in enumerate(found.steps, start=1):
        ways = {id(known.control): known.found for known in step.form.fields}
        for control, what, colour in legend(step.form):
            needed = "yes" if control.required else ""
            way = ways.get(id(control), control.labelled)
            cells = [control.label or "–", needed, way, control.selector]
            table.add_row(
                f"[{colour}]{what}[/]", *map(escape, cells), *([str(number)] if found.later else [])
            )
    return table


def form_remarks(found: FormProposal) -> list[str]:
    """Return what whoever writes the touchpoint should know of the form."""
    said = []
    if found.links:
        said.append(
            f"the form stands behind {found.links} link(s); the address of its own page may be better"
        )
    last = found.steps[-1].form
    if last.next is not None and last.send is None:
        said.append("the form has further steps, which its server gives only when something is sent")
    if found.later:
        said.append(f"{len(found.steps)} steps were walked with the network cut off; nothing was sent")
    unknown = [each for step in found.steps for each in step.form.unknown]
    if unknown:
        names = ", ".join(each.label or each.selector for each in unknown)
        said.append(f"needed, and not known what it is: {names}")
    if found.captcha:
        said.append(f"a riddle against machines ({found.captcha}): attempts will end as blocked")
    if found.cookies:
        said.append(f"a banner about cookies, answered by the rule {found.cookies!r}")
    if found.out_of_reach:
        said.append(f"out of reach: {', '.join(found.out_of_reach)} – try --host if the form needs one")
    beside = [
        known.control.label
        for step in found.steps
        for known in step.form.fields
        if known.control.labelled == "beside"
    ]
    if beside:
        said.append(f"not tied to their labels (a barrier for many): {', '.join(beside)}")
    return said
