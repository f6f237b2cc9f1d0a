"""A printed report takes in the site's own files and nothing else."""

import pytest

from dashboards.organisation import report

_STATIC = (report._STATIC / "site").as_uri()


@pytest.mark.parametrize(
    "address",
    [
        "https://tracker.example/pixel.gif",
        "file:///etc/passwd",
        f"{_STATIC}/../../settings.py",
        f"{_STATIC}/%2e%2e/%2e%2e/settings.py",
        "file://host.example/x",
        "data:text/css,p{}",
    ],
)
def test_no_other_file_and_no_address_is_fetched(address):
    with pytest.raises(ValueError, match="the site's own files only"):
        report._own_files().fetch(address)


def test_the_sites_own_letters_are():
    letters = report._own_files().fetch(f"{_STATIC}/../vendor/inter/inter-latin-wght-normal.woff2")
    assert letters.read(4) == b"wOF2"
