import sys
from pathlib import Path

import pytest

# The letters and their mutator are imported by name from the tests beside them.
sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("letter_cases")
