import sys
from pathlib import Path

import pytest

# The conformance class is imported by name from every channel's tests.
sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("conformance")
