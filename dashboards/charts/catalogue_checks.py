"""The texts of the charts that check a ranking: adjustment, weights, last year, shoppers, power."""

CHECKS: dict[str, tuple[str, str, str]] = {
    # From measured to adjusted
    "adjust_title": (
        "Hva testere og henvendelser gjorde med scoren",
        "Vad testare och ärenden gjorde med poängen",
        "What shoppers and enquiries did to the score",
    ),
    "adjust_key": (
        "○ som målt   ● justert for testere og henvendelser<br>sterk: plassen blir en annen",
        "○ som uppmätt   ● justerad för testare och ärenden<br>stark: platsen blir en annan",
        "○ as measured   ● adjusted for shoppers and enquiries<br>strong: the rank changes",
    ),
    "adjust_place": ("plass {way}", "plats {way}", "rank {way}"),
    "adjust_apart": (
        "justert minus målt (poeng)",
        "justerad minus uppmätt (poäng)",
        "adjusted less measured (points)",
    ),
    "adjust_raw_place": ("plass som målt", "plats som uppmätt", "rank as measured"),
    "adjust_summary": (
        (
            "Justeringen endrer plassen til {moved} av {n} virksomheter."
            " Den flytter en score med høyst {most} poeng."
        ),
        "Justeringen ändrar platsen för {moved} av {n} organisationer. Den flyttar poängen med högst {most}.",
        (
            "The adjustment changes the rank of {moved} of {n} organisations."
            " It moves a score by {most} points at most."
        ),
    ),
    # Weights
    "weights_title": (
        "Hvem vinner med andre vekter",
        "Vem vinner med andra vikter",
        "Who wins with other weights",
    ),
    "weights_first": (
        "<b>Best</b> med så stor<br>del av vektene",
        "<b>Bäst</b> med så stor<br>del av vikterna",
        "<b>First</b> under so many<br>of the weights",
    ),
    "weights_first_short": ("best<br>plasser", "bäst<br>platser", "first<br>ranks"),
    "weights_ranks": (
        "<b>Plasser</b> med ni tideler av vektene<br>● med de kunngjorte",
        "<b>Platser</b> med nio tiondelar av vikterna<br>● med de offentliggjorda",
        "<b>Ranks</b> under nine tenths of the weights<br>● under the published ones",
    ),
    "weights_first_percent": (
        "best med så stor del av vektene (%)",
        "bäst med så stor del av vikterna (%)",
        "first under so many of the weights (%)",
    ),
    "weights_shift": (
        "flytter seg i snitt (plasser)",
        "flyttar sig i snitt (platser)",
        "moves on average (ranks)",
    ),
    "weights_summary": (
        "{leader} er best med {share} av vektene som er trukket rundt de kunngjorte. Med de andre: {names}.",
        (
            "{leader} är bäst med {share} av vikterna som dragits kring de offentliggjorda. Med de andra:"
            " {names}."
        ),
        (
            "{leader} is first under {share} of the weights drawn around the published ones."
            " Under the others: {names}."
        ),
    ),
    # Last year
    "change_title": ("Endring siden i fjor", "Förändring sedan i fjol", "Change since last year"),
    "change_key": (
        "○ i fjor   ● i år · sterk: endringen teller<br>blekt: så mye gjør tilfeldighet (± {band})",
        "○ i fjol   ● i år · stark: förändringen räknas<br>blekt: så mycket gör slumpen (± {band})",
        "○ last year   ● this year · strong: the change counts<br>pale: what chance does (± {band})",
    ),
    "change_before": ("i fjor (poeng)", "i fjol (poäng)", "last year (points)"),
    "change_after": ("i år (poeng)", "i år (poäng)", "this year (points)"),
    "change": ("endring (poeng)", "förändring (poäng)", "change (points)"),
    "change_q": (
        "sannsynlighet for falsk funn (q)",
        "sannolikhet för falskt fynd (q)",
        "chance of a false find (q)",
    ),
    "change_counts": ("teller", "räknas", "counts"),
    "change_summary": (
        (
            "{n} virksomheter er målt begge år. En endring som er mer enn tilfeldighet: {names}."
            " Den største av så mange tilfeldige endringer er om lag {band} poeng."
        ),
        (
            "{n} organisationer är uppmätta båda åren. En förändring som är mer än slump: {names}."
            " Den största av så många slumpmässiga förändringar är omkring {band} poäng."
        ),
        (
            "{n} organisations were measured in both years. A change that is more than chance: {names}."
            " The largest of so many chance changes is about {band} points."
        ),
    ),
    # Shoppers
    "signs_title": (
        "Tegn på at noen bør se nærmere",
        "Tecken på att någon bör titta närmare",
        "Signs that somebody should look again",
    ),
    "signs_key": (
        "mørkere: skiller seg mer ut<br>◇ se på det",
        "mörkare: sticker ut mer<br>◇ titta på det",
        "darker: stands out more<br>◇ look at it",
    ),
    "signs_flagged": ("◇ se på det", "◇ titta på det", "◇ look at it"),
    "signs_flagged_head": ("å se på", "att titta på", "to look at"),
    "signs_score": (
        "skiller seg ut (0–1)",
        "sticker ut (0–1)",
        "stands out (0–1)",
    ),
    "nothing": ("ingenting", "inget", "nothing"),
    "signs_summary": (
        "{n} testere. Noe bør ses på hos: {names}. Et tegn er en grunn til å lytte igjen og utelukker ingen.",
        (
            "{n} testare. Något bör tittas på hos: {names}."
            " Ett tecken är ett skäl att lyssna igen och utesluter ingen."
        ),
        (
            "{n} shoppers. Something to look at with: {names}."
            " A sign is a reason to listen again and excludes nobody."
        ),
    ),
    "sign_severity": ("streng eller snill", "sträng eller snäll", "severe or kind"),
    "sign_regularity": ("for jevne scorer", "för jämna poäng", "too regular scores"),
    "sign_too_even_ratings": ("for jevne svar", "för jämna svar", "too even ratings"),
    "sign_straight_lines": ("samme svar på alt", "samma svar på allt", "straight lines"),
    "sign_copied_answers": ("like skjemaer", "lika formulär", "copied answers"),
    "sign_highest_marks": ("høyeste karakter", "högsta betyg", "highest marks"),
    "sign_not_applicable": ("«ikke aktuelt»", "”ej aktuellt”", "“not applicable”"),
    "sign_hurried_ratings": ("hastverk", "brådska", "hurried ratings"),
    "sign_rounded_seconds": ("runde sekunder", "runda sekunder", "rounded seconds"),
    "sign_overlap": ("to steder samtidig", "två ställen samtidigt", "two places at once"),
    "sign_waits_unlike_the_machines": (
        "ulik maskinens tid",
        "olik maskinens tid",
        "unlike the machine's",
    ),
    # Two organisations
    "duel_title": ("{one} mot {other}", "{one} mot {other}", "{one} against {other}"),
    "duel_difference_axis": (
        "sann forskjell (poeng)",
        "sann skillnad (poäng)",
        "true difference (points)",
    ),
    "duel_difference": (
        "<b>Forskjell {difference}</b> ({low} til {high}), p = {p}<br>rødlig: den andre er best",
        "<b>Skillnad {difference}</b> ({low} till {high}), p = {p}<br>rödaktigt: den andra är bäst",
        "<b>Difference {difference}</b> ({low} to {high}), p = {p}<br>reddish: the other one is better",
    ),
    "duel_power": (
        "<b>Sjansen for å finne</b> en<br>forskjell på {difference}",
        "<b>Chansen att hitta</b> en<br>skillnad på {difference}",
        "<b>Chance of finding</b><br>a difference of {difference}",
    ),
    "duel_contacts": ("kontakter med hver", "kontakter med vardera", "contacts with each"),
    "duel_chance": ("sjanse for å finne den (%)", "chans att hitta den (%)", "chance of finding it (%)"),
    "duel_made": ("nå: {n}, {chance}", "nu: {n}, {chance}", "now: {n}, {chance}"),
    # Items
    "item_title": (
        "Lette og vanskelige spørsmål",
        "Lätta och svåra frågor",
        "Easy and hard items",
    ),
    "item_key": (
        "lett ← logit → vanskelig · strek over: virksomhetene<br>◇ svarene følger ikke mønsteret",
        "lätt ← logit → svår · streck ovan: organisationerna<br>◇ svaren följer inte mönstret",
        "easy ← logits → hard · ticks above: organisations<br>◇ answers do not follow the pattern",
    ),
    "item_organisations": ("virksomheter", "organisationer", "organisations"),
    "item_item": ("spørsmål", "fråga", "item"),
    "item_measure": ("vanskelighet (logit)", "svårighet (logit)", "difficulty (logits)"),
    "item_error": ("standardfeil (logit)", "standardfel (logit)", "standard error (logits)"),
    "item_infit": ("infit", "infit", "infit"),
    "item_outfit": ("outfit", "outfit", "outfit"),
    "item_ratings": ("svar", "svar", "answers"),
    "item_summary": (
        "Lettest er {easy}, vanskeligst er {hard}. Følger ikke mønsteret: {odd}.",
        "Lättast är {easy}, svårast är {hard}. Följer inte mönstret: {odd}.",
        "Easiest is {easy}, hardest is {hard}. Not following the pattern: {odd}.",
    ),
}
