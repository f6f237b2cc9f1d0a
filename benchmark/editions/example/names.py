"""What invented organisations and shoppers are called. None is a municipality, a company or a person."""

from benchmark.editions.example.industries import Industry

_PLACES = {
    "NO": ("Tåkevik", "Rypelund", "Ulvheia", "Storlyng", "Myrfoss", "Skarvholm", "Teistvik", "Orrheim",
           "Spovnes", "Havrebø"),
    "SE": ("Tallinge", "Lomviken", "Ripsjö", "Uvberga", "Lärkhed"),
}  # fmt: skip
_BRANDS = {
    "NO": ("Harelyng", "Sølvmyr", "Måneskjær", "Ugletind", "Havrogn", "Steinlo", "Tåkerogn", "Rypebris",
           "Vintermose", "Lomtind"),
    "SE": ("Kopparlav", "Vinterlo", "Silvermyr", "Granvinge", "Hjortrand"),
}  # fmt: skip
_FIRST = ("Ada", "Bo", "Dag", "Eli", "Finn", "Gro", "Hege", "Ivar", "Jon", "Kaja", "Liv", "Mia", "Nils",
          "Oda", "Per", "Rita", "Siv", "Tor", "Una", "Vår")  # fmt: skip
_LAST = ("Lyngbekk", "Tåkerud", "Rypehaug", "Skarvnes", "Myrlund")


def organisation_name(*, industry: Industry, country: str, number: int) -> str:
    """Return the name of the `number`-th organisation of an industry in a country, counted from 0."""
    stems = (_PLACES if industry.local else _BRANDS)[country]
    pattern = industry.norwegian if country == "NO" else industry.swedish
    # Another place first in every class, so that not all lists begin alike.
    stem = stems[(number + sum(map(ord, industry.slug))) % len(stems)]
    return pattern.format(stem)


def short_name(name: str) -> str:
    """Return a name in the small letters, digits and hyphens of an address."""
    plain = name.lower().translate(str.maketrans("æøåäö", "aoaao"))
    return "-".join(part for part in "".join(c if c.isalnum() else " " for c in plain).split())


def shopper_name(number: int) -> str:
    """Return the name of the `number`-th shopper, counted from 0; a hundred differ."""
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"
