"""Run as a process with the site's settings and no database: writes a frozen edition as a folder.

`write_edition.py DOCUMENT FOLDER [BASE]`
"""

import json
import sys
from pathlib import Path


def main(document: str, folder: str, base: str = "") -> None:
    from results.setup import configure

    configure(settings="dashboards.settings")
    from dashboards.public.edition_pages import EditionPages
    from dashboards.public.folder import write_folder

    pages = EditionPages(json.loads(Path(document).read_text(encoding="utf-8")), base=base)
    done = write_folder(Path(folder), paths=pages.paths, make=pages.make)
    sys.stdout.write(json.dumps({"digest": pages.digest, "written": done.written, "kept": len(done.kept),
                                 "removed": done.removed}))  # fmt: skip


main(*sys.argv[1:])
