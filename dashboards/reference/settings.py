from typing import NamedTuple


class Setting(NamedTuple):
    """A setting of the environment: its name, what it is, and what holds without it."""

    name: str
    meaning: str
    without: str


SETTINGS: dict[str, tuple[Setting, ...]] = {
    "The record": (
        Setting(
            "DATABASE_URL",
            "A PostgreSQL server, 15 or newer:"
            " `postgresql://svartid:PASSWORD@db.example:5432/svartid?sslmode=require`.",
            "an embedded PostgreSQL that starts by itself",
        ),
        Setting(
            "SVARTID_STATE",
            "The state folder: embedded database, keys, letters, evidence. At most 80 bytes long.",
            "`~/.local/state/svartid`, for root `/var/lib/svartid`",
        ),
        Setting(
            "SVARTID_EVIDENCE",
            "The evidence folder; on several hosts one that all of them see.",
            "`evidence` in the state folder",
        ),
        Setting(
            "SVARTID_SECRET_KEY",
            "The key that signs sessions and links. All hosts of one site need the same.",
            "one is drawn into the state folder (mode 600)",
        ),
        Setting(
            "SVARTID_SOUND_KEY", "The key that seals sound, as `svartid sound key` makes it.", "see the next"
        ),
        Setting(
            "SVARTID_SOUND_KEY_FILE",
            "A file that holds that key (mode 600).",
            "a single call keeps no sound; the record draws a key of its own",
        ),
    ),
    "The telephone": (
        Setting(
            "SVARTID_TRUNK_PASSWORD",
            "The password of the SIP trunk, in place of the trunk file's `password_file`.",
            "the file's",
        ),
    ),
    "Mail that campaigns send": (
        Setting(
            "SVARTID_MAIL", "A TOML file of mail accounts (mode 600).", "the four below, for a single account"
        ),
        Setting(
            "SVARTID_MAIL_OUT", "Where letters go out: `smtp+starttls://user:secret@mail.example:587`.", "–"
        ),
        Setting("SVARTID_MAIL_IN", "Where answers come in: `imaps://user:secret@mail.example`.", "–"),
        Setting(
            "SVARTID_MAIL_ADDRESS",
            "The address, with `{token}` where the word of an attempt stands:"
            " `svar+{token}@maaling.example`.",
            "–",
        ),
        Setting("SVARTID_MAIL_PERSON", "The name that letters are signed with.", "the enquiry's shopper"),
    ),
    "Web forms and chats": (
        Setting("SVARTID_BROWSER", "The path of a Chromium.", "the system's, found by its usual names"),
    ),
    "The site": (
        Setting(
            "SVARTID_SITE_URL",
            "The address under which people reach the site: `https://svartid.example`.",
            "this machine alone reaches it",
        ),
        Setting(
            "SVARTID_PROXIES",
            "How many proxies stand before the site, whose `X-Forwarded-…` headers are believed.",
            "1 with an https address, 0 with `--certificate`",
        ),
        Setting(
            "SVARTID_API_PER_MINUTE",
            "How many requests a minute a program may make with a token; without one it may make half.",
            "600",
        ),
        Setting(
            "SVARTID_SMTP_URL",
            "The mail server of the site's letters: `smtp://mail.example:25` or"
            " `smtp+tls://user@mail.example:587`.",
            "letters become files in the state's `letters/`",
        ),
        Setting("SVARTID_SMTP_PASSWORD_FILE", "A file that holds its password (mode 600).", "none is sent"),
        Setting("SVARTID_MAIL_FROM", "The sender of the site's letters.", "`svartid@` the site's host"),
        Setting("SVARTID_OIDC_URL", "An OpenID Connect issuer that people may sign in by.", "no such button"),
        Setting("SVARTID_OIDC_CLIENT", "The client's name there.", "needed with the issuer"),
        Setting(
            "SVARTID_OIDC_SECRET_FILE", "A file that holds the client's secret (mode 600).", "needed with it"
        ),
        Setting("SVARTID_OIDC_NAME", "What the button says.", "the issuer's host"),
        Setting(
            "SVARTID_DEMO_CARDS",
            "Set by `svartid serve --demo-cards`: cards that sign in as an example's people.",
            "no cards",
        ),
    ),
    "Watching it run": (
        Setting(
            "SVARTID_LOG",
            "`json`: logs are lines of JSON, without numbers, mail addresses and names.",
            "plain lines",
        ),
        Setting(
            "SVARTID_LOG_LEVEL", "From which level on: `debug`, `info`, `warning`, `error`.", "`warning`"
        ),
        Setting(
            "SVARTID_METRICS_TOKEN_FILE",
            "A file with the token (mode 600) that other machines read `/metrics` with.",
            "this machine alone may read it",
        ),
        Setting(
            "SVARTID_SERVER_TIMING",
            "`1`: each answer says in `Server-Timing` what it cost: the site's processor, the database,"
            " queries. For finding slow pages, not for strangers.",
            "nothing is said",
        ),
    ),
    "Finding faults": (
        Setting("SVARTID_DEBUG", "Any value: an unforeseen error shows its traceback.", "one sentence"),
    ),
}
"""Every setting of the environment that the code reads, by what it is for; a test searches the code for"
" others."""
