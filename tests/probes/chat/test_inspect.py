import asyncio

import pytest

from probes.browser.chromium import running_chromium
from probes.chat.inspect_chat import inspect_chat
from probes.sandbox.chat.chat_behaviour import ChatBehaviour

UNKNOWN = """<!doctype html><title>x</title><main><p>Noe annet</p></main>
<button class="zap-launcher" aria-label="Chat med oss">?</button>
<iframe class="zap-chat" title="Chat" src="about:blank"></iframe>"""


async def looked_at(*urls):
    async with running_chromium() as browser:
        return [await inspect_chat(browser, url) for url in urls]


@pytest.fixture
def unknown(tmp_path):
    """A page with a widget that no adapter knows, served on loopback."""
    import contextlib
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(UNKNOWN.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_a_known_and_an_unknown_widget(chat_of, unknown):
    shadow, frame = chat_of(ChatBehaviour()), chat_of(ChatBehaviour(widget="frame"))
    in_shadow, in_frame, other = asyncio.run(
        looked_at(f"{shadow.url}/chat", f"{frame.url}/chat", unknown),
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
