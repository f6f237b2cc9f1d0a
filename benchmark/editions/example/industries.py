"""The twenty classes of the example award, how organisations of each are called, and what they are asked."""

from typing import NamedTuple


class Industry(NamedTuple):
    """A class: its short name, its name, patterns of names in Norway and Sweden, and enquiries.

    `{}` in a pattern is a place (`local`) or a made-up brand. `enquiries` are titles in nb, sv and en where
    the library has none of this class.
    """

    slug: str
    name: str
    norwegian: str
    swedish: str
    local: bool = False
    enquiries: tuple[tuple[str, str, str], ...] = ()


INDUSTRIES = (
    Industry("municipality", "Kommuner", "{} kommune", "{} kommun", local=True),
    Industry("energy", "Strøm", "{} Kraft", "{} Energi", local=True),
    Industry("bank", "Bank", "{} Sparebank", "{} Bank"),
    Industry("insurance", "Forsikring", "{} Forsikring", "{} Försäkring"),
    Industry("telecom", "Mobil og bredbånd", "{} Mobil", "{} Tele"),
    Industry("transport", "Kollektivtrafikk", "{}trafikken", "{}trafiken", local=True),
    Industry("health", "Helse", "{} Helsehus", "{} Vårdhus", local=True),
    Industry("housing", "Bolig", "{} Boligbyggelag", "{}bostäder", local=True),
    Industry("culture", "Kultur og idrett", "{} kulturhus", "{} kulturhus", local=True),
    Industry(
        "parcels", "Post og pakker", "{} Bud", "{} Bud",
        enquiries=(
            ("Pakken som ikke kom fram", "Paketet som inte kom fram", "The parcel that did not arrive"),
            ("Ettersending ved flytting", "Eftersändning vid flytt", "Forwarding after a move"),
        ),
    ),
    Industry(
        "water", "Vann og avfall", "{} Vann og avfall", "{} Vatten och avfall", local=True,
        enquiries=(
            ("Lavt trykk i springen", "Lågt tryck i kranen", "Low pressure at the tap"),
            ("Større avfallsbeholder", "Större soptunna", "A larger bin"),
        ),
    ),
    Industry(
        "library", "Bibliotek", "{} bibliotek", "{} bibliotek", local=True,
        enquiries=(
            ("Fjernlån av en fagbok", "Fjärrlån av en fackbok", "A book from another library"),
            ("Rom til en lesesirkel", "Rum för en läsecirkel", "A room for a reading circle"),
        ),
    ),
    Industry(
        "pension", "Pensjon", "{} Pensjon", "{} Pension",
        enquiries=(
            ("Samle egne pensjonskontoer", "Samla sina pensionskonton", "Gathering pension accounts"),
            ("Pensjon og deltid", "Pension och deltid", "Pension and part-time work"),
        ),
    ),
    Industry(
        "alarm", "Alarm og vakt", "{} Vakt", "{} Bevakning",
        enquiries=(
            ("Bytte av røykvarsler", "Byte av brandvarnare", "Changing a smoke detector"),
            ("Alarm i hus til leie", "Larm i hyrt hus", "An alarm in a rented house"),
        ),
    ),
    Industry(
        "travel", "Reise", "{} Reiser", "{} Resor",
        enquiries=(
            ("Endre navn på en bestilling", "Ändra namn på en bokning", "Changing the name on a booking"),
            ("Reise med førerhund", "Resa med ledarhund", "Travelling with a guide dog"),
        ),
    ),
    Industry(
        "grocery", "Dagligvarer på nett", "{} Hjemlevert", "{} Hemleverans",
        enquiries=(
            ("Allergi og erstatningsvarer", "Allergi och ersättningsvaror", "Allergies and substitutes"),
            ("Levering på helligdager", "Leverans på helgdagar", "Delivery on public holidays"),
        ),
    ),
    Industry(
        "furniture", "Møbler og hjem", "{} Møbler", "{} Möbler",
        enquiries=(
            ("Reservedel til et bord", "Reservdel till ett bord", "A spare part for a table"),
            ("Retur av en sofa", "Retur av en soffa", "Returning a sofa"),
        ),
    ),
    Industry(
        "heating", "Varmepumper og rør", "{} Rør og varme", "{} Rör och värme",
        enquiries=(
            ("Service på varmepumpe", "Service av värmepump", "Servicing a heat pump"),
            ("Bytte av varmtvannsbereder", "Byte av varmvattenberedare", "Changing a water heater"),
        ),
    ),
    Industry(
        "education", "Voksenopplæring", "{} Folkeskole", "{} Folkhögskola", local=True,
        enquiries=(
            ("Norskkurs på kveldstid", "Svenskkurs på kvällstid", "A language course in the evening"),
            ("Tilrettelegging ved dysleksi", "Anpassning vid dyslexi", "Support with dyslexia"),
        ),
    ),
    Industry(
        "news", "Aviser og medier", "{} Tidende", "{} Tidning", local=True,
        enquiries=(
            ("Avisen uteble i helgen", "Tidningen uteblev i helgen", "No newspaper at the weekend"),
            ("Abonnement for to", "Prenumeration för två", "A subscription for two"),
        ),
    ),
)  # fmt: skip
