"""Whole numbers from the environment."""

import pytest

from dashboards.site.errors import BadSiteSetting
from dashboards.site.whole_setting import read_whole


@pytest.mark.parametrize(("said", "read"), [(None, 3), ("", 3), ("0", 0), (" 12 ", 12)])
def test_a_whole_number_is_read(monkeypatch, said, read):
    monkeypatch.delenv("SVARTID_PROXIES", raising=False)
    if said is not None:
        monkeypatch.setenv("SVARTID_PROXIES", said)
    assert read_whole("SVARTID_PROXIES", default=3) == read


@pytest.mark.parametrize("said", ["two", "-1", "1.5", "٣", "²"])
def test_anything_else_is_told_by_its_name(monkeypatch, said):
    monkeypatch.setenv("SVARTID_PROXIES", said)
    with pytest.raises(BadSiteSetting) as told:
        read_whole("SVARTID_PROXIES", default=1)
    assert str(told.value) == f"SVARTID_PROXIES: {said!r} must be a whole number, 0 or more"
