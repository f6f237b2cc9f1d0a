"""A page with converse.js in it, as an organisation would embed it, served on loopback."""

from pathlib import Path

from aiohttp import web

VENDOR = Path(__file__).parents[3] / "data" / "vendor" / "converse"

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Customer service</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/dist/converse.min.css">
<h1>Customer service</h1>
<button id="talk" type="button">Chat with us</button>
<script type="module" src="/dist/converse.min.js"></script>
<script type="module">
document.getElementById('talk').addEventListener('click', event => {
  event.target.hidden = true;
  converse.plugins.add('support', {initialize() {
    const {api} = this._converse;
    api.listen.on('statusInitialized', () => api.rooms.open('ROOM', {nick: 'visitor'}, true));
  }});
  converse.initialize({
    view_mode: 'overlayed', websocket_url: 'SOCKET', discover_connection_methods: false,
    authentication: 'anonymous', jid: 'guest.localhost', auto_login: true, assets_path: '/dist/',
    loglevel: 'warn', allow_registration: false, i18n: 'en', show_controlbox_by_default: false,
    whitelisted_plugins: ['support'], muc_show_join_leave: true, muc_nickname_from_jid: true,
    nickname: 'visitor', play_sounds: false, send_chat_state_notifications: true, auto_focus: false,
  });
});
</script></html>
"""


def converse_app(*, websocket: str, room: str) -> web.Application:
    """Make the site."""
    app = web.Application()

    async def page(_: web.Request) -> web.Response:
        text = PAGE.replace("SOCKET", websocket).replace("ROOM", room)
        return web.Response(text=text, content_type="text/html")

    app.router.add_get("/chat", page)
    app.router.add_static("/dist", VENDOR / "dist")
    return app
