from probes.phone.conversation.call import Call
from probes.phone.conversation.heard import Heard
from probes.phone.line import SignalKind
from probes.phone.sound.segment import SoundKind

PROMPT_END_S = 0.7
"""A silence this long after at least a second of speech is taken for the end of a prompt, or for a pause
in which a key is heard just as well (project's own choice)."""

PROMPT_MOST_S = 25.0
"""A prompt that has gone on for so long is interrupted."""

PROMPT_WAIT_S = 8.0
"""So long we wait for a prompt to begin before we press all the same."""


_SHORT_PROMPT_S = 3.0
"""After less than a second of speech we wait longer for the rest of the prompt."""

_TRIES = 3
"""So often the same keys are pressed at a menu that begins anew."""


async def press_path(call: Call, keys: tuple[str, ...]) -> None:
    """Press an organisation's menu path, one group of keys a menu, each after its prompt.

    Within a group a comma waits half a second (the engine does that). When music or ringing begins
    instead of a prompt, the menu is behind us and the rest is not pressed. Raises `Over` like `Scene.until`.
    """
    for group in keys:
        if not await _prompt_heard(call):
            return
        await call.press(group)
        call.cursor = call.scene.now


async def _prompt_heard(call: Call) -> bool:
    scene = call.scene
    begun = scene.now

    def ready() -> str | None:
        if scene.at(SignalKind.ANSWERED) is None:
            return None
        since = max(call.cursor, 0.0)
        after = [h for h in scene.heard if (h.end or scene.now) > since + 0.3]
        if any(_waits(h) and h.start >= since and h.lasting(scene.now) > 1.0 for h in after):
            return "queue"
        # The prompt may have begun a moment before the last key stopped it.
        prompts = [h for h in after if h.kind is SoundKind.SPEECH]
        if prompts:
            spoken = sum(h.lasting(scene.now) for h in prompts)
            if prompts[-1].end is None:
                return "prompt" if spoken >= PROMPT_MOST_S else None
            quiet = scene.silent_for(prompts[-1].end)
            enough = PROMPT_END_S if spoken >= 1.0 else _SHORT_PROMPT_S
            return "prompt" if quiet >= enough else None
        answered = scene.at(SignalKind.ANSWERED) or begun
        return "nothing" if scene.now - max(since, begun, answered) >= PROMPT_WAIT_S else None

    return await scene.until(ready) != "queue"


def menu_begins_anew(call: Call) -> str | None:
    """Return the keys to press again: the menu in which they were pressed has played once more to its end.

    Some exchanges do not hear keys while they speak. Known by the recording, which the ear has heard before.
    """
    if not call.keys:
        return None
    keys, pressed = call.keys[-1], call.keys_sent[-1]
    if call.keys[-_TRIES:] == [keys] * _TRIES:
        return None
    speech = [h for h in call.scene.heard if h.kind is SoundKind.SPEECH]
    before = {h.detail.get("prompt") or h.detail.get("new") for h in speech if h.start < pressed} - {None}
    last = speech[-1] if speech else None
    if last is None or last.start < pressed + 0.3 or last.end is None:
        return None
    again = last.detail.get("prompt") in before
    return keys if again and call.scene.silent_for(last.end) >= PROMPT_END_S else None


def _waits(heard: Heard) -> bool:
    return heard.kind is SoundKind.MUSIC or heard.tone == "ringback"
