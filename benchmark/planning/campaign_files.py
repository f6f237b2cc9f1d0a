"""A campaign with everything that it names, read from files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.planning.errors import PlanningError
from benchmark.planning.shopper import Shopper
from benchmark.planning.shopper_file import read_shoppers
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.library_path import library_file
from scenarios.load_tree import load_tree
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class CampaignFiles:
    """A campaign, its method, the organisations that its patterns name, and its enquiries by name.

    `questionnaire` is the campaign's own, else its method's; None where neither names one.
    """

    path: Path
    campaign: Campaign
    method: Method
    organisations: tuple[Organisation, ...]
    enquiries: Mapping[str, Enquiry]
    questionnaire: Questionnaire | None = None


def read_campaign(path: Path, *, more: Sequence[Path] = ()) -> CampaignFiles:
    """Read a campaign's file, or one of the library by its name, with all that it names.

    `more` are files or folders with methods and enquiries of one's own.

    Raises ScenarioErrors with every mistake in the files, PlanningError when it is no campaign.
    """
    found = path if path.is_file() else library_file(kind="campaign", name=str(path)) or path
    tree = load_tree([found, *more])
    loaded = tree.files[0]
    campaign = loaded.model
    if not isinstance(campaign, Campaign):
        raise PlanningError(f"{found} is no campaign – name a file that begins with `campaign:`")
    method = tree.find(Method, campaign.method)
    enquiries = {
        name: enquiry
        for names in campaign.enquiries.values()
        for name in names
        if (enquiry := tree.find(Enquiry, name)) is not None
    }
    if method is None:  # load_tree refuses a method that nobody knows
        raise PlanningError(f"{found}: there is no method {campaign.method}")
    organisations = tuple(
        file.model for file in tree.organisations_of(loaded) if isinstance(file.model, Organisation)
    )
    asked = campaign.questionnaire or method.questionnaire
    questionnaire = tree.find(Questionnaire, asked) if asked else None
    return CampaignFiles(found, campaign, method, organisations, enquiries, questionnaire)


def shoppers_of(files: CampaignFiles, *, file: Path | None = None) -> list[Shopper]:
    """Read the shoppers: from the file given, else from the campaign's `pool` if that is a file beside it.

    An empty list when the campaign names none, or a pool that is no file: machines work alone then.
    """
    if file is not None:
        return read_shoppers(file)
    wishes = files.campaign.shoppers
    pool = files.path.parent / wishes.pool if wishes else None
    return read_shoppers(pool) if pool is not None and pool.is_file() else []
