"""Run as a process with the site's settings and no database: writes editions as folders.

Reads steps as JSON from standard input, `{document, folder, base, copy}` each: an edition is written into a
folder, which before is made a copy of another where `copy` names one. Answers with what each step told.
"""

import json
import shutil
import sys
from pathlib import Path


def main() -> None:
    from results.setup import configure

    configure(settings="dashboards.settings")
    from dashboards.public.edition_pages import EditionPages
    from dashboards.public.folder import write_folder

    told = []
    for step in json.load(sys.stdin):
        if step["copy"]:
            shutil.copytree(step["copy"], step["folder"])
        pages = EditionPages(step["document"], base=step["base"])
        done = write_folder(Path(step["folder"]), paths=pages.paths, make=pages.make)
        told.append(
            {"digest": pages.digest, "written": done.written, "kept": len(done.kept), "removed": done.removed}
        )
    sys.stdout.write(json.dumps(told))


main()
