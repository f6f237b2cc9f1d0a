"""Files of one's own in YAML taken into the record, where the site finds them."""

from collections.abc import Sequence
from pathlib import Path

from results.errors import BadUpload
from results.exchange import cells
from results.exchange.imported import Imported, importing
from results.keep_document import keep_document
from results.keep_organisation import keep_organisation
from results.kept_documents import newest_document
from results.models import Document
from results.models import Organisation as OrganisationRow
from scenarios.campaign import Campaign
from scenarios.content_hash import content_hash
from scenarios.errors import ScenarioErrors
from scenarios.kinds import AnyDocument, name_of
from scenarios.library_path import library_file
from scenarios.load import load
from scenarios.load_tree import load_tree
from scenarios.organisation import Organisation
from scenarios.touchpoint import PhoneTouchpoint
from scenarios.tree import Loaded


def import_documents(paths: Sequence[Path], *, dry_run: bool = False, actor: str = "svartid") -> Imported:
    """Take enquiries, questionnaires, methods and organisations from YAML files or folders: all or none.

    What they name may stand in the files, in the library or in the record. A changed document needs another
    `version`, and one of one's own a name that the library has not. Campaigns are left out: a campaign is
    stored when it is planned. Raises BadUpload with every mistake, its file, line and column.
    """
    try:
        tree = load_tree(paths, elsewhere=newest_document)
    except ScenarioErrors as error:
        raise BadUpload("\n".join(map(str, sorted(error.mistakes)))) from None
    wanted = [each for each in tree.files if not isinstance(each.model, Campaign)]
    wrong = [f"{each.path}: {why}" for each in wanted for why in _refusals(each)]
    if not wanted:
        wrong.append(f"{paths[0]}: nothing to take in – a campaign is stored when it is planned")
    if wrong:
        raise BadUpload("\n".join(wrong))
    with importing("documents", path=paths[0], dry_run=dry_run, actor=actor) as done:
        for each in wanted:
            assert each.model is not None
            _keep(each.model, each.path.name, done)
    return done


def _refusals(loaded: Loaded) -> list[str]:
    document = loaded.model
    assert document is not None
    if isinstance(document, Organisation):
        return _numbers(document)
    kind, name = name_of(type(document)), str(getattr(document, name_of(type(document))))
    shipped = library_file(kind=kind, name=name)
    if shipped is not None:
        if content_hash(load(shipped)) == content_hash(document):
            return []
        return [f"{kind}: the library has a {kind} {name} – give yours a name of its own"]
    newest = newest_document(kind, name)
    if newest is None or content_hash(newest) == content_hash(document):
        return []
    version = str(getattr(document, "version", ""))
    if Document.objects.filter(kind=kind, slug=name, version=version).exists():
        return [f"version: version {version} of {name} is kept with other words – raise its version"]
    return []


def _numbers(organisation: Organisation) -> list[str]:
    wrong = []
    for slug, point in organisation.of_channel("phone").items():
        assert isinstance(point, PhoneTouchpoint)
        try:
            cells.phone(point.phone, country=organisation.country)
        except cells.BadCell as error:
            wrong.append(f"touchpoints.{slug}.phone: {error}")
    return wrong


def _keep(document: AnyDocument, source: str, done: Imported) -> None:
    kind = name_of(type(document))
    name = str(getattr(document, kind))
    before: str | None = None
    if isinstance(document, Organisation):
        known = OrganisationRow.objects.filter(slug=name).select_related("document").first()
        if known is not None:
            before = known.document.content_hash if known.document else ""
        keep_organisation(document, source=source)
    elif library_file(kind=kind, name=name) is not None:
        before = content_hash(document)
    else:
        newest = newest_document(kind, name)
        before = None if newest is None else content_hash(newest)
        keep_document(document, source=source)
    if before is None:
        done.new += 1
    elif before == content_hash(document):
        done.same += 1
    else:
        done.changed += 1
