"""Finnish: the commonest forms only."""

from probes.email.sorting.wording import Wording

FINNISH = Wording(
    language="fi",
    automatic=(
        r"tämä on (?:automaattinen|automaattisesti)",
        r"automaattinen (?:vastaus|viesti|kuittaus)",
        r"automaattisesti (?:lähetetty|luotu)",
    ),
    do_not_reply=(r"(?:älä|älkää) vastaa", r"ei voi vastata"),
    received=(
        r"(?:olemme|on) (?:vastaanottaneet|vastaanotettu|saaneet)",
        r"(?:viestisi|viestinne|yhteydenottosi|hakemuksesi) on",
    ),
    will_answer=(
        r"(?:vastaamme|käsittelemme|palaamme|otamme yhteyttä)\b",
        r"mahdollisimman pian",
        r"arkipäivän (?:kuluessa|sisällä)",
    ),
    number_given=(r"(?:asianumero|tapausnumero|diaarinumero|viitenumero)\w*",),
    thanks=(r"kiitos (?:viestistäsi|viestistänne|yhteydenotosta|yhteydenotostasi)",),
    meanwhile=(r"aukioloaika", r"usein kysyt", r"tietosuoja", r"lisätietoja"),
    away=(
        r"olen (?:lomalla|poissa|vapaalla|matkalla|opintovapaalla|vanhempainvapaalla)",
        r"poissa (?:toimistolta|töistä)",
        r"lomalla\b",
    ),
    back=(r"(?:palaan|takaisin|tavoitettavissa)\b",),
    instead=(r"kiireellis",),
    left=(r"en enää työskentele", r"ei (?:enää )?työskentele"),
    undelivered=(
        r"(?:ei voitu|ei voi|ei voida) toimittaa",
        r"(?:osoitetta|vastaanottajaa) ei (?:löydy|löytynyt)",
        r"toimitus epäonnistui",
    ),
    delayed=(r"viivästy",),
    newsletter=(r"uutiskirje", r"peruuta tilaus"),
    survey=(r"(?:asiakas)?kysely", r"kuinka tyytyväinen"),
    closing=(r"(?:tapaus|asia|pyyntö)\w* on (?:suljettu|ratkaistu)",),
    first_person=(r"(?:minä|minun|minulle)\b", r"(?:tarkistin|kysyin|lähetin|välitin|selvitin|katsoin)\b"),
    answer=(r"^\W*(?:kyllä|ei|joo|valitettavasti|pahoittelut)\b", r"(?:pitää paikkansa|hinta on|maksaa)\b"),
    advice=(r"(?:voit|sinun (?:pitää|tulee|kannattaa)|tarvitset)\b", r"(?:liitteenä|ohessa)\b"),
    handled=(r"(?:välitän|siirrän|lähetän) (?:viestisi|asian)", r"väärä (?:osoite|osasto)"),
    asks=(r"(?:voisitko|voitko|voisitteko) ", r"(?:mikä|missä|milloin|kuinka monta) .{3,60}\?"),
    framing=(r"(?:vastaus|kommentti) (?:pyyntöösi|viestiisi)",),
    titles=(r"(?:asiantuntija|neuvoja|käsittelijä|sihteeri|päällikkö|suunnittelija)\b",),
    subject_automatic=(r"automaattinen vastaus",),
    subject_received=(r"(?:viestisi|yhteydenottosi) on",),
    subject_away=(r"(?:poissa|lomalla|loma\b)",),
    subject_undelivered=(r"(?:ei voitu toimittaa|toimitus epäonnistui|toimittamaton)",),
    subject_delayed=(r"viivästynyt",),
    subject_read=(r"luettu\s*:",),
    subject_other=(r"uutiskirje|kysely|muistutus",),
    subject_reply=(r"^(?:vs|vl|re|fwd|fw)\s*:",),
)
