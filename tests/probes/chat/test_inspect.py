import asyncio

import pytest
from served_page import serving_page

from probes.chat.inspect_chat import inspect_chat
from probes.sandbox.chat.chat_behaviour import ChatBehaviour

UNKNOWN = """<!doctype html><title>x</title><main><p>Noe annet</p></main>
<button class="zap-launcher" aria-label="Chat med oss">?</button>
<iframe class="zap-chat" title="Chat" src="about:blank"></iframe>"""


async def looked_at(browser, *urls):
    return await asyncio.gather(*(inspect_chat(browser, url) for url in urls))


@pytest.fixture
def unknown():
    """A page with a widget that no adapter knows."""
    with serving_page(UNKNOWN) as page:
        yield page.url


def test_a_known_and_an_unknown_widget(chat_of, unknown, chromium_house, monkeypatch):
    shadow, frame = chat_of(ChatBehaviour()), chat_of(ChatBehaviour(widget="frame"))
    monkeypatch.setattr("probes.chat.inspect_chat._BUILD_S", 1.0)
    in_shadow, in_frame, other = chromium_house.run(
        looked_at(chromium_house.browser, f"{shadow.url}/chat", f"{frame.url}/chat", unknown)
    )
    assert (
        in_shadow.yaml
        == f'chat:\n  chat: {shadow.url}/chat\n  start: "Chat med oss"\n  system: svartid-town\n'
    )
    assert in_frame.system == "svartid-town-frame"
    assert (in_shadow.parts["input"], in_frame.parts["input"]) == (1, 1)
    assert in_shadow.parts["message"] == 1
    assert other.system is None
    assert other.openers == (("button.zap-launcher", "Chat med oss"),)
    assert 'launcher: "button.zap-launcher"\nframe: "iframe.zap-chat"\n' in other.yaml
    assert in_shadow.picture.startswith(b"\x89PNG")
