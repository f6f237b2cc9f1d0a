"""Whatever is written into the audit trail is told in words."""

import re
from pathlib import Path

from dashboards.evaluator.trail_words import _ACTIONS

_ROOT = Path(__file__).parents[3]
_WRITTEN = re.compile(r"""(?:action=|did\(request, )"([a-z_]+\.[a-z_]+)["]""")


def test_every_action_has_words():
    written = {
        action
        for room in ("results", "benchmark", "dashboards")
        for path in (_ROOT / room).rglob("*.py")
        for action in _WRITTEN.findall(path.read_text(encoding="utf-8"))
    }
    assert len(written) > 50
    assert sorted(written - set(_ACTIONS)) == []
