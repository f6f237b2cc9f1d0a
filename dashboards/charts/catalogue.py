"""The texts of the charts: Norwegian, Swedish, English."""

from dashboards.charts.catalogue_checks import CHECKS
from dashboards.charts.development_words import DEVELOPMENT

CATALOGUE: dict[str, tuple[str, str, str]] = {
    "missing": ("ikke målt", "inte uppmätt", "not measured"),
    "organisation": ("virksomhet", "organisation", "organisation"),
    "class": ("klasse", "klass", "class"),
    "score": ("score", "poäng", "score"),
    "score_points": ("score (poeng)", "poäng (0–100)", "score (points)"),
    "adjusted": ("justert", "justerad", "adjusted"),
    "contacts": ("kontakter", "kontakter", "contacts"),
    "n_contacts": ("{n} kontakter", "{n} kontakter", "{n} contacts"),
    "no_score": ("uten score", "utan poäng", "no score"),
    "points_axis": ("poeng", "poäng", "points"),
    "sum": ("sum", "summa", "sum"),
    "yes": ("ja", "ja", "yes"),
    "no": ("nei", "nej", "no"),
    # The ranking
    "ranking_title": ("Rangering: {group}", "Rangordning: {group}", "Ranking: {group}"),
    "ranking_score": (
        "<b>Score</b>, 0–100 · tykk strek:<br>til å sammenligne · tynn: {level}-intervall",
        "<b>Poäng</b>, 0–100 · tjock linje:<br>att jämföra med · tunn: {level}-intervall",
        "<b>Score</b>, 0–100 · thick:<br>for comparing · thin: {level} interval",
    ),
    "ranking_score_narrow": (
        "● kan være best   ○ kan det ikke<br>tykk strek: til å sammenligne · tynn: {level}",
        "● kan vara bäst   ○ kan inte vara det<br>tjock linje: att jämföra med · tunn: {level}",
        "● may be the best   ○ cannot be<br>thick: for comparing · thin: {level}",
    ),
    "ranking_sets": (
        "<b>Plass</b><br>ikke utelukket",
        "<b>Plats</b><br>inte utesluten",
        "<b>Rank</b><br>not ruled out",
    ),
    "ranking_heat": (
        "<b>Sannsynlighet</b><br>for hver plass",
        "<b>Sannolikhet</b><br>för varje plats",
        "<b>Probability</b><br>of each rank",
    ),
    "ranking_key": (
        "●  kan være best<br>○  kan det ikke",
        "●  kan vara bäst<br>○  kan inte vara det",
        "●  may be the best<br>○  cannot be",
    ),
    "rank": ("plass", "plats", "rank"),
    "ranks": ("plasser", "platser", "ranks"),
    "measured": ("som målt", "som uppmätt", "as measured"),
    "interval_low": ("intervall fra", "intervall från", "interval from"),
    "interval_high": ("intervall til", "intervall till", "interval to"),
    "bar_half": ("sammenligningsstrek ± (poeng)", "jämförelselinje ± (poäng)", "comparison bar ± (points)"),
    "rank_low": ("plass fra", "plats från", "rank from"),
    "rank_high": ("plass til", "plats till", "rank to"),
    "may_be_best": ("kan være best", "kan vara bäst", "may be the best"),
    "p_best": (
        "sannsynlighet for å være best (%)",
        "sannolikhet att vara bäst (%)",
        "probability of being best (%)",
    ),
    "p_best_short": ("best: {p}", "bäst: {p}", "best: {p}"),
    "p_rank": ("plass {rank}: {p}", "plats {rank}: {p}", "rank {rank}: {p}"),
    "ranking_summary": (
        "{leader} har høyest score, {score} ({low}–{high}). Av {n} virksomheter kan {best} være best.",
        "{leader} har högst poäng, {score} ({low}–{high}). Av {n} organisationer kan {best} vara bäst.",
        "{leader} has the highest score, {score} ({low}–{high}). Of all {n} {best} may be the best.",
    ),
    "ranking_clear": (
        "{leader} har høyest score, {score} ({low}–{high}), og er klart best av {n} virksomheter.",
        "{leader} har högst poäng, {score} ({low}–{high}), och är klart bäst av {n} organisationer.",
        "{leader} has the highest score, {score} ({low}–{high}), and is clearly the best of all {n}.",
    ),
    "unscored_summary": (" Uten score: {names}.", " Utan poäng: {names}.", " Without a score: {names}."),
    "error": ("standardfeil (poeng)", "standardfel (poäng)", "standard error (points)"),
    "nobody": ("ingen", "ingen", "nobody"),
    # Waiting
    "waiting_title": ("Hvor lenge man venter", "Hur länge man väntar", "How long one waits"),
    "waiting_y": (
        "<br>Andel som fortsatt venter",
        "<br>Andel som fortfarande väntar",
        "<br>Share still waiting",
    ),
    "waiting_axis": ("ventetid", "väntetid", "time waited"),
    "waiting_axis_points": (
        "ventetid, og under den <b>poengene</b> som den gir",
        "väntetid, och under den <b>poängen</b> som den ger",
        "time waited, and below it the <b>points</b> that it gives",
    ),
    "waiting_mean": ("i snitt", "i snitt", "mean"),
    "waiting_mean_limit": (
        "snitt av ventetid opptil {limit} (s)",
        "snitt av väntetid upp till {limit} (s)",
        "mean wait up to {limit} (s)",
    ),
    "waiting_gap": (
        "Ventetiden hos {one} er i snitt {gap} s ({low} til {high}) lengre enn hos {other}",
        "Väntetiden hos {one} är i snitt {gap} s ({low} till {high}) längre än hos {other}",
        "The mean wait at {one} is {gap} s ({low} to {high}) longer than at {other}",
    ),
    "waiting_gap_short": (
        "Forskjell i snitt: {gap} s ({low} til {high})",
        "Skillnad i snitt: {gap} s ({low} till {high})",
        "Difference in means: {gap} s ({low} to {high})",
    ),
    "waiting_hover": (
        "etter {time} venter {share} fortsatt<br>({low}–{high})",
        "efter {time} väntar {share} fortfarande<br>({low}–{high})",
        "after {time} {share} still wait<br>({low}–{high})",
    ),
    "waiting_who": ("kurve", "kurva", "curve"),
    "waiting_after": ("etter (s)", "efter (s)", "after (s)"),
    "waiting_worth": ("verdt (poeng)", "värt (poäng)", "worth (points)"),
    "waiting_share": ("venter fortsatt (%)", "väntar fortfarande (%)", "still waiting (%)"),
    # The funnel
    "funnel_title": (
        "Hva tilfeldighet kan forklare",
        "Vad slumpen kan förklara",
        "What chance can explain",
    ),
    "funnel_axis": (
        "standardfeil (poeng) · sikrere mot høyre →",
        "standardfel (poäng) · säkrare åt höger →",
        "standard error (points) · surer to the right →",
    ),
    "funnel_centre": ("felles nivå {centre}", "gemensam nivå {centre}", "common level {centre}"),
    "funnel_wider": (
        "grensene regner med at alle spriker {between} poeng",
        "gränserna räknar med att alla spretar {between} poäng",
        "limits allow for a spread of {between} points among all",
    ),
    "funnel_plain": (
        "grensene regner bare med tilfeldighet",
        "gränserna räknar bara med slumpen",
        "limits allow for chance alone",
    ),
    "funnel_far_above": ("langt over grensene", "långt över gränserna", "far above the limits"),
    "funnel_above": ("over den indre grensen", "över den inre gränsen", "above the inner limit"),
    "funnel_inside": ("innenfor grensene", "innanför gränserna", "within the limits"),
    "funnel_below": ("under den indre grensen", "under den inre gränsen", "below the inner limit"),
    "funnel_far_below": ("langt under grensene", "långt under gränserna", "far below the limits"),
    "funnel_place": ("ligger", "ligger", "lies"),
    "limit_low": ("nedre grense {level}", "nedre gräns {level}", "lower limit {level}"),
    "limit_high": ("øvre grense {level}", "övre gräns {level}", "upper limit {level}"),
    "funnel_summary": (
        (
            "Rundt {centre} poeng ligger {inside} av {n} innenfor det tilfeldighet kan forklare."
            " Over: {above}."
            " Under: {below}."
        ),
        (
            "Kring {centre} poäng ligger {inside} av {n} inom det som slumpen kan förklara. Över: {above}."
            " Under: {below}."
        ),
        (
            "Around {centre} points {inside} of {n} lie within what chance can explain. Above: {above}."
            " Below: {below}."
        ),
    ),
    # Weights
    "flip_title": (
        "Hvor lite vektene kan endres før {leader} ikke vinner",
        "Hur lite vikterna kan ändras innan {leader} inte vinner",
        "How little the weights may change before {leader} does not win",
    ),
    "flip_distance": (
        "<b>Vekt som må flyttes</b><br>prosentpoeng, til utfordreren er jevnt med",
        "<b>Vikt som måste flyttas</b><br>procentenheter, tills utmanaren är jämsides",
        "<b>Weight that must move</b><br>percentage points, until the rival is level",
    ),
    "flip_areas": (
        "<b>Vekter (%)</b> der {rival} er jevnt med<br>○ kunngjort   ● der",
        "<b>Vikter (%)</b> där {rival} är jämsides<br>○ offentliggjord   ● där",
        "<b>Weights (%)</b> where {rival} is level<br>○ published   ● there",
    ),
    "flip_never": (
        "Ingen vekter hjelper noen forbi",
        "Inga vikter hjälper någon förbi",
        "No weights help anybody past",
    ),
    "flip_published": ("kunngjort vekt (%):", "offentliggjord vikt (%):", "published weight (%):"),
    "flip_there": (
        "vekt der de er jevne (%):",
        "vikt där de är jämna (%):",
        "weight where they are level (%):",
    ),
    "flip_gap": ("bak lederen (poeng)", "efter ledaren (poäng)", "behind the leader (points)"),
    "flip_moved": (
        "vekt som må flyttes (prosentpoeng)",
        "vikt som måste flyttas (procentenheter)",
        "weight that must move (percentage points)",
    ),
    "flip_euclid": (
        "avstand mellom vektene (prosentpoeng)",
        "avstånd mellan vikterna (procentenheter)",
        "distance of the weights (percentage points)",
    ),
    "flip_weight": ("vekt der (%): {area}", "vikt där (%): {area}", "weight there (%): {area}"),
    "flip_summary": (
        (
            "{leader} leder. Nærmest er {rival}, {gap} poeng bak: {moved} prosentpoeng vekt må"
            " flyttes før de er"
            " jevne."
        ),
        (
            "{leader} leder. Närmast är {rival}, {gap} poäng efter: {moved} procentenheter vikt måste flyttas"
            " innan de är jämna."
        ),
        (
            "{leader} leads. Nearest is {rival}, {gap} points behind: {moved} percentage points"
            " of weight must"
            " move before they are level."
        ),
    ),
    "flip_summary_never": (
        "{leader} leder med alle vekter.",
        "{leader} leder med alla vikter.",
        "{leader} leads whatever the weights.",
    ),
    # Areas
    "profile_title": (
        "{organisation} og klassen",
        "{organisation} och klassen",
        "{organisation} and its class",
    ),
    "profile_key": (
        "● egen score med {level}-intervall  ┃ klassens median<br>grått: midtre halvdel og alle",
        "● egna poäng med {level}-intervall  ┃ klassens median<br>grått: mittersta halvan och alla",
        "● own score with {level} interval  ┃ class median<br>grey: middle half and all",
    ),
    "profile_area": ("område", "område", "area"),
    "profile_median": ("klassens median", "klassens median", "class median"),
    "profile_median_points": ("klassens median (poeng)", "klassens median (poäng)", "class median (points)"),
    "profile_apart": ("over medianen (poeng)", "över medianen (poäng)", "above the median (points)"),
    "profile_low": ("klassens laveste", "klassens lägsta", "lowest of class"),
    "profile_high": ("klassens høyeste", "klassens högsta", "highest of class"),
    "profile_none": (
        "{organisation} har ingen områder med score.",
        "{organisation} har inga områden med poäng.",
        "{organisation} has no area with a score.",
    ),
    "profile_alone": (
        "{organisation} er alene i klassen. Høyest: {best} ({above}), lavest: {worst} ({below}).",
        "{organisation} är ensam i klassen. Högst: {best} ({above}), lägst: {worst} ({below}).",
        "{organisation} is alone in its class. Highest: {best} ({above}), lowest: {worst} ({below}).",
    ),
    "profile_summary": (
        (
            "{organisation} ligger best an på {best} ({above} poeng fra klassens median) og"
            " svakest på {worst}"
            " ({below})."
        ),
        (
            "{organisation} ligger bäst till på {best} ({above} poäng från klassens median) och"
            " svagast på {worst}"
            " ({below})."
        ),
        (
            "{organisation} does best in {best} ({above} points from the class median) and worst in {worst}"
            " ({below})."
        ),
    ),
    # Shoppers and the design
    "shopper": ("tester", "testare", "shopper"),
    "severity_title": (
        "Hvem er strenge, hvem er snille?",
        "Vilka är stränga, vilka är snälla?",
        "Who is severe, who is kind?",
    ),
    "severity_key": (
        "← strengere · poeng · snillere →<br>tynn strek: {level}-intervall · ● skiller seg fra 0",
        "← strängare · poäng · snällare →<br>tunn linje: {level}-intervall · ● skiljer sig från 0",
        "← more severe · points · kinder →<br>thin: {level} interval · ● differs from 0",
    ),
    "severity_effect": (
        "løfter en score med (poeng)",
        "lyfter poängen med (poäng)",
        "lifts a score by (points)",
    ),
    "severity_none": (
        "Ingen testere er skilt fra hverandre her.",
        "Inga testare skiljs åt här.",
        "No shoppers are told apart here.",
    ),
    "severity_summary": (
        (
            "{n} testere. Strengere enn gjennomsnittet: {hard}. Snillere: {kind}. De"
            " justerte scorene er renset for dette."
        ),
        (
            "{n} testare. Strängare än genomsnittet: {hard}. Snällare: {kind}. De justerade"
            " poängen är rensade från detta."
        ),
        (
            "{n} shoppers. More severe than the average: {hard}. Kinder: {kind}. Adjusted"
            " scores are cleared of this."
        ),
    ),
    "design_title": ("Hvem har møtt hvem", "Vem har mött vem", "Who has met whom"),
    "design_key": (
        "{n} testere, en kolonne hver · større: flere kontakter<br>tallet til høyre: hvor mange testere",
        "{n} testare, en kolumn var · större: fler kontakter<br>siffran till höger: hur många testare",
        "{n} shoppers, a column each · larger: more contacts<br>the number at the right: how many shoppers",
    ),
    "design_part": ("del", "del", "part"),
    "design_shoppers": ("testere (antall)", "testare (antal)", "shoppers (number)"),
    "design_with": ("kontakter med {shopper}", "kontakter med {shopper}", "contacts with {shopper}"),
    "design_linked": (
        (
            "{n} virksomheter og {m} testere henger sammen. {one} og {other} har færrest testere"
            " felles ({shared})."
        ),
        (
            "{n} organisationer och {m} testare hänger ihop. {one} och {other} har minst testare"
            " gemensamt ({shared})."
        ),
        "{n} organisations and {m} shoppers are linked. {one} and {other} share the fewest ({shared}).",
    ),
    "design_parts": (
        (
            "{n} virksomheter og {m} testere faller i {parts} deler som ingen tester knytter"
            " sammen: scorer fra ulike"
            " deler kan ikke sammenlignes."
        ),
        (
            "{n} organisationer och {m} testare faller i {parts} delar som ingen testare binder"
            " ihop: poäng från"
            " olika delar kan inte jämföras."
        ),
        (
            "{n} organisations and {m} shoppers fall into {parts} parts that no shopper links:"
            " scores of different"
            " parts cannot be compared."
        ),
    ),
    "design_one": (
        "En virksomhet og {m} testere.",
        "En organisation och {m} testare.",
        "One organisation and {m} shoppers.",
    ),
    # The calendar
    "calendar_title": ("Kontakter dag for dag", "Kontakter dag för dag", "Contacts day by day"),
    "calendar_made": ("gjort", "gjorda", "made"),
    "calendar_planned": ("planlagt", "planerade", "planned"),
    "calendar_missed": ("ikke blitt av", "uteblivna", "missed"),
    "calendar_day": ("dag", "dag", "day"),
    "calendar_weekday": ("ukedag", "veckodag", "weekday"),
    "calendar_summary": (
        "{weeks} uker: {made} kontakter er gjort, {planned} er planlagt, {missed} ble ikke av.",
        "{weeks} veckor: {made} kontakter är gjorda, {planned} är planerade, {missed} uteblev.",
        "{weeks} weeks: {made} contacts made, {planned} planned, {missed} missed.",
    ),
    # One contact
    "timeline_title": ("Kontakten: {who}", "Kontakten: {who}", "The contact: {who}"),
    "timeline_lane_0": ("Samtalen", "Samtalet", "The call"),
    "timeline_lane_1": ("Hørt", "Hört", "Heard"),
    "timeline_lane_2": ("Vi", "Vi", "We"),
    "timeline_lane_3": ("Tegn", "Tecken", "Signs"),
    "timeline_ringing": ("ringer", "ringer", "ringing"),
    "timeline_menu": ("meny", "meny", "menu"),
    "timeline_queue": ("kø", "kö", "queue"),
    "timeline_talk": ("samtale", "samtal", "talk"),
    "timeline_hold": ("på vent", "parkerad", "on hold"),
    "timeline_person": ("et menneske", "en människa", "a person"),
    "timeline_recording": ("et opptak", "en inspelning", "a recording"),
    "timeline_music": ("musikk", "musik", "music"),
    "timeline_tone": ("tone", "ton", "tone"),
    "timeline_undecided": ("tale, uvisst av hvem", "tal, ovisst av vem", "speech, undecided whose"),
    "timeline_own": ("våre ord", "våra ord", "our words"),
    "timeline_first_word": (
        "et menneske etter {time} s",
        "en människa efter {time} s",
        "a person after {time} s",
    ),
    "timeline_nobody": ("ingen svarte", "ingen svarade", "nobody answered"),
    "timeline_at": ("tid (s)", "tid (s)", "time (s)"),
    "timeline_event": ("hva", "vad", "what"),
    "timeline_source": ("kjent fra", "känt från", "known from"),
    "timeline_confidence": ("sikkerhet (%)", "säkerhet (%)", "confidence (%)"),
    "timeline_summary": (
        "Et menneske svarte etter {first} s ({sure} sikkert). Kontakten varte {end} s. Satt over: {moved}.",
        (
            "En människa svarade efter {first} s ({sure} säkert). Kontakten varade {end} s."
            " Kopplad vidare: {moved}."
        ),
        "A person answered after {first} s ({sure} sure). The contact lasted {end} s. Transfers: {moved}.",
    ),
    "timeline_summary_nobody": (
        "Ingen svarte. Kontakten varte {end} s.",
        "Ingen svarade. Kontakten varade {end} s.",
        "Nobody answered. The contact lasted {end} s.",
    ),
    "source_signalling": ("signaleringen", "signaleringen", "signalling"),
    "source_media": ("lyden", "ljudet", "sound"),
    "source_page": ("nettsiden", "webbsidan", "page"),
    "source_mailbox": ("postkassen", "brevlådan", "mailbox"),
    "source_person": ("et menneske", "en människa", "person"),
    "source_caller": ("oss selv", "oss själva", "ourselves"),
    "source_analysis": ("analysen", "analysen", "analysis"),
    **CHECKS,
    **DEVELOPMENT,
}
