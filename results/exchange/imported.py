from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from results.audit import audit
from results.errors import BadUpload
from results.refusal import refused_by


@dataclass
class Imported:
    """What an import did, or would do if it was only tried (`dry_run`)."""

    what: str
    """`organisations`, `touchpoints`, `shoppers` or `ratings`."""
    new: int = 0
    changed: int = 0
    same: int = 0
    dry_run: bool = False


@contextmanager
def importing(what: str, *, path: Path, dry_run: bool, actor: str) -> Iterator[Imported]:
    """Write everything that stands inside, or nothing; tried only, the database does it and takes it back.

    Leaves an audit event. What the database itself refuses becomes BadUpload.
    """
    done = Imported(what, dry_run=dry_run)
    try:
        with transaction.atomic():
            yield done
            if dry_run:
                transaction.set_rollback(True)
            else:
                counted = {"new": done.new, "changed": done.changed, "same": done.same}
                audit(actor=actor, action=f"{what}.imported", subject=f"import:{what}", detail=counted)
    except (IntegrityError, DataError) as error:
        why = refused_by(error) or str(error).strip().splitlines()[0]
        raise BadUpload(f"{path}: the database refuses it ({why}) – nothing was imported") from error
