from collections.abc import Iterator

import pytest

from tests.house.docs_runner import Zygote


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """The process that runs commands without importing everything for each; it starts with the first one."""
    one = Zygote()
    yield one
    one.stop()
