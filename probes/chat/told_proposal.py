from rich.table import Table

from probes.chat.inspect_chat import COLOURS, ChatProposal


def chat_table(found: ChatProposal) -> Table:
    """Return what was found of a chat as a table for the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("what", "found"):
        table.add_column(heading, overflow="fold")
    table.add_row("chat system", found.system or "not known")
    table.add_row("opened by", found.opener or "–")
    for name, count in found.parts.items():
        table.add_row(f"  [{COLOURS[name]}]{name}[/]", str(count) if count else "not there (yet)")
    return table


def chat_remarks(found: ChatProposal) -> list[str]:
    """Return what whoever writes the touchpoint should know of the chat."""
    said = []
    if found.system is None and found.found:
        names = ", ".join(f"{selector} ({words or 'no words'})" for selector, words in found.openers)
        said.append(f"no adapter knows this widget; what may open it: {names or 'nothing'}")
        said.append(
            f"frames: {', '.join(found.frames) or 'none'}; shadows: {', '.join(found.shadows) or 'none'}"
        )
        said.append("docs/chat.md tells how an adapter is written and tried")
    elif found.parts and not found.parts.get("input"):
        said.append("one cannot write yet: is something asked first, or is nobody on duty?")
    if found.out_of_reach:
        said.append(f"out of reach: {', '.join(found.out_of_reach)} – try --host if the chat needs one")
    return said
