from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExampleSize:
    """How large an example edition is.

    Attributes:
        name: what it is called on the command line; its award and campaigns begin with it.
        organisations, classes, shoppers: how many in all.
        years: how many editions are over, scored, ranked and released.
        contacts: contacts an organisation and year.
        begun: contacts made of one more edition, which is under way; 0 for none.
    """

    name: str
    organisations: int
    classes: int
    shoppers: int
    years: int
    contacts: int = 25
    begun: int = 0


SIZES = {
    "small": ExampleSize("small", organisations=8, classes=2, shoppers=12, years=2, begun=60),
    "large": ExampleSize("large", organisations=132, classes=20, shoppers=66, years=5, begun=240),
}
"""The sizes that ship: an award that fits a screen, and one as large as the Norwegian service award."""
