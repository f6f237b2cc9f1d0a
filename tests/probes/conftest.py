import sys
from pathlib import Path

import pytest

# The conformance class is imported by name from every channel's tests.
sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("conformance")


@pytest.fixture(scope="session")
def chromium_house():
    """One Chromium for every test of the channels that live in it."""
    from chromium_house import ChromiumHouse, chromium_is_missing

    if chromium_is_missing():
        pytest.skip("no Chromium is installed")
    with ChromiumHouse() as found:
        yield found
