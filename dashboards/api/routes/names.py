"""Names in an address. What could not be one is refused before the record is asked."""

from typing import Annotated

from ninja import Path

Slug = Annotated[
    str,
    Path(pattern=r"^[-A-Za-z0-9_]{1,64}$", description="The short name of an edition or a campaign."),
]
Key = Annotated[
    str, Path(pattern=r"^[-\w.:~+]{1,200}$", description="The contact's name, as in the list of contacts.")
]
Number = Annotated[int, Path(ge=1, le=2**63 - 1, description="The assignment's number, as in the list.")]
