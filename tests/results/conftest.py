from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest


@pytest.fixture
def refused(record) -> Callable[[str], AbstractContextManager[Any]]:
    """`with refused("frozen"):` – the database refuses what stands inside, by this guard's name."""
    from django.db import IntegrityError, transaction

    from results.refusal import refused_by

    @contextmanager
    def refusing(name: str):
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            yield
        assert refused_by(caught.value) == name

    return refusing
