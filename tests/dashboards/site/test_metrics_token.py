"""Who may read the figures, whatever stands before the site."""

import pytest

from dashboards.operations.is_let_in import is_let_in
from results.errors import BadSecret


class Asked:
    def __init__(self, address, **headers):
        self.META = {"REMOTE_ADDR": address}
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def token(tmp_path, monkeypatch):
    path = tmp_path / "token"
    path.touch(mode=0o600)
    path.write_text("et langt ord\n", encoding="utf-8")
    monkeypatch.setenv("SVARTID_METRICS_TOKEN_FILE", str(path))
    return path


@pytest.mark.parametrize(
    ("asked", "let_in"),
    [
        (Asked("127.0.0.1"), True),
        (Asked("::1"), True),
        (Asked("203.0.113.9"), False),
        (Asked("127.0.0.1", X_Forwarded_For="203.0.113.9"), False),
        (Asked("127.0.0.1", X_Forwarded_Proto="https"), False),
        (Asked("203.0.113.9", Authorization="Bearer et langt ord"), True),
        (Asked("127.0.0.1", X_Forwarded_For="203.0.113.9", Authorization="Bearer et langt ord"), True),
        (Asked("203.0.113.9", Authorization="Bearer et kort ord"), False),
        (Asked("203.0.113.9", Authorization="Bearer "), False),
    ],
)
def test_with_a_token(token, asked, let_in):
    assert is_let_in(asked) is let_in


def test_without_one_set_no_word_opens(monkeypatch):
    monkeypatch.delenv("SVARTID_METRICS_TOKEN_FILE", raising=False)
    assert not is_let_in(Asked("203.0.113.9", Authorization="Bearer "))
    assert not is_let_in(Asked("203.0.113.9", Authorization="Bearer et langt ord"))


def test_a_token_that_others_may_read_is_none(token):
    token.chmod(0o644)
    with pytest.raises(BadSecret, match="others may read"):
        is_let_in(Asked("203.0.113.9", Authorization="Bearer et langt ord"))
