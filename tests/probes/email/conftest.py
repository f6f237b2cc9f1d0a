import sys
from pathlib import Path

# The servers of Debian are started by tests here and elsewhere.
sys.path.insert(0, str(Path(__file__).parent))
