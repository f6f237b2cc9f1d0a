"""The texts of an organisation's development: Norwegian, Swedish, English."""

DEVELOPMENT: dict[str, tuple[str, str, str]] = {
    "development_title": ("Utvikling", "Utveckling", "Development"),
    "development_key": (
        "score med 95 %-intervall · en strek binder sammen målinger med samme metode",
        "poäng med 95 %-intervall · en linje binder ihop mätningar med samma metod",
        "score with 95% interval · a line joins editions measured by the same method",
    ),
    "development_edition": ("måling", "mätning", "edition"),
    "development_of": ("av", "av", "of"),
    "development_one": (
        "{title}: {score} poeng. Det finnes ingen tidligere måling med samme metode.",
        "{title}: {score} poäng. Det finns ingen tidigare mätning med samma metod.",
        "{title}: {score} points. There is no earlier edition measured by the same method.",
    ),
    "development_clear": (
        "Fra {before} til {score} poeng, {change}: intervallene overlapper ikke.",
        "Från {before} till {score} poäng, {change}: intervallen överlappar inte.",
        "From {before} to {score} points, {change}: the intervals do not overlap.",
    ),
    "development_level": (
        "Fra {before} til {score} poeng, {change}: intervallene overlapper, så endringen kan være tilfeldig.",
        "Från {before} till {score} poäng, {change}: intervallen överlappar, så det kan bero på slumpen.",
        "From {before} to {score} points, {change}: the intervals overlap, so the change may be chance.",
    ),
}
