import asyncio
import contextlib
import json
from html import escape
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from probes.sandbox.chat.chat_behaviour import ChatBehaviour
from probes.sandbox.chat.chat_desk import ChatDesk
from probes.sandbox.chat.chat_words import ChatWords, chat_words
from probes.sandbox.truth import Happening, TruthLog
from probes.sandbox.web.page import page
from probes.sandbox.web.site_parts import RANDOM, SITE, TRUTH

_WIDGET = Path(__file__).parent / "widget.js"
_MOST_BYTES = 1 << 16

CHAT = web.AppKey("chat", ChatBehaviour)


def add_chat(app: web.Application, chat: ChatBehaviour) -> None:
    """Give a site of the town a chat: its page, its widget's script and frame, and the talk behind it."""
    app[CHAT] = chat
    app.router.add_get(chat.path, _page)
    app.router.add_get("/__chat/frame", _frame)
    app.router.add_get("/__chat/widget.js", _script)
    app.router.add_get("/__chat/socket", _socket)


async def _page(request: web.Request) -> web.Response:
    words = _words(request)
    opener = request.app[CHAT].opener or words.labels["opener"]
    body = (
        f"<h1>{escape(opener)}</h1><p>{escape(request.app[SITE].name)}</p>{_settings(request, framed=False)}"
    )
    return page(request, opener, body)


async def _frame(request: web.Request) -> web.Response:
    return page(request, _words(request).labels["opener"], _settings(request, framed=True), bare=True)


async def _script(_: web.Request) -> web.Response:
    return web.Response(text=_WIDGET.read_text(encoding="utf-8"), content_type="text/javascript")


def _settings(request: web.Request, *, framed: bool) -> str:
    chat, words = request.app[CHAT], _words(request)
    host = request.host
    wait = chat.opens_after.draw(request.app[RANDOM])
    settings = {
        "widget": chat.widget,
        "framed": framed,
        "asks_name": chat.asks_name,
        "on_duty": chat.on_duty,
        "opens_after_ms": round(wait * 1000),
        "socket": f"ws://{host}/__chat/socket",
        "frame": "/__chat/frame",
        "says": {**words.labels, "opener": chat.opener or words.labels["opener"]},
    }
    told = json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<script type="application/json" id="town-chat-settings">{told}</script>'
        '<script src="/__chat/widget.js" defer></script>'
    )


def _words(request: web.Request) -> ChatWords:
    return chat_words(request.app[SITE].language)


async def _socket(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(max_msg_size=_MOST_BYTES, heartbeat=20.0)
    await socket.prepare(request)
    chat, truth = uuid4().hex[:12], request.app[TRUTH]
    behaviour = request.app[CHAT]

    async def send(told: dict[str, Any]) -> None:
        if not socket.closed:
            with contextlib.suppress(ConnectionError):
                await socket.send_json(told)

    desk = ChatDesk(
        behaviour,
        words=_words(request),
        house=request.app[SITE].name,
        chat=chat,
        send=send,
        truth=truth,
        rng=request.app[RANDOM],
    )
    truth.write(Happening.CHAT_OPENED, call=chat)
    running = asyncio.create_task(desk.run())
    try:
        await _listen(socket, desk, behaviour, chat, truth)
    finally:
        running.cancel()
        await asyncio.wait({running})
    return socket


async def _listen(
    socket: web.WebSocketResponse, desk: ChatDesk, behaviour: ChatBehaviour, chat: str, truth: TruthLog
) -> None:
    """Take what the widget tells until the visitor ends the chat or is gone."""
    turns = 0
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        told = json.loads(message.data)
        if told.get("kind") == "said":
            turns += 1
            truth.write(Happening.TURN_RECEIVED, call=chat, letters=len(str(told.get("text", ""))))
            if behaviour.drops_after is not None and turns > behaviour.drops_after:
                truth.write(Happening.VANISHED, call=chat)
                await socket.close()
                return
            desk.said(str(told.get("text", "")))
        elif told.get("kind") == "shown":
            truth.write(Happening.TURN_SHOWN, call=chat, number=told.get("number"), page_ms=told.get("at"))
        elif told.get("kind") == "end":
            truth.write(Happening.ENDED, call=chat, by="caller")
            await socket.close()
            return
    truth.write(Happening.BYE_RECEIVED, call=chat)
