"""Write the reference pages anew: `python -m dashboards.reference docs/reference`."""

import sys
from pathlib import Path

from dashboards.reference.pages import reference_pages

if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages().items():
        page = folder / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {page}\n")
