"""The errors of this room.

RecordError
├── BadDatabaseUrl      DATABASE_URL cannot be read; names the part that is wrong
├── BadSecret           a file with a secret is missing, empty or open to others
├── DatabaseMissing     the database does not answer or cannot be started here; says the remedy
├── BadState            the state folder cannot be used (path too long, not reachable, not ours)
├── NotAgreed           sound was to be kept without a valid agreement
├── EvidenceDamaged     a piece of evidence is missing or is not what was kept
├── BackupDamaged       a backup's file is not what was written
├── NotRestorable       a backup cannot be put into this database; says why
├── BadUpload           a file to be imported has mistakes; lists each with row and column
├── NotReviewable       a rating cannot be accepted, returned or corrected so, a contact not left out
├── NotRatable          a contact cannot be rated, or not by this shopper
├── BadAnswer           an answer that the questionnaire does not have
├── RatingIncomplete    a rating cannot be sent yet; holds the items that lack an answer or words
├── NotChangeable       something of the record cannot be changed by hand
├── NoSuchAward         the record has no award of this short name
├── BadAward            an award cannot be kept under this short name or name
├── AwardStays          a campaign cannot be put into another award any more
├── NotDecidable        a dispute cannot be answered so
├── BadToken            a key for a machine cannot be made so
├── KeyUsedBefore       a program sent another content under a key that it had used
├── NotVotable          a juror's step cannot be taken so, or not now
├── NotDisputable       a contact cannot be disputed so, or not any more
└── NobodyFound         a person, campaign or organisation of this name is not in the record
"""


class RecordError(Exception):
    """Anything that goes wrong in this room and that a user may read as one sentence."""

    exit_code = 1


class BadDatabaseUrl(RecordError):
    """DATABASE_URL cannot be read. The message names the part and shows a right one, never the password."""

    exit_code = 3


class BadSecret(RecordError):
    """A file that holds a secret is missing, empty or readable by others."""

    exit_code = 3


class DatabaseMissing(RecordError):
    """The database does not answer or cannot be started on this machine."""

    exit_code = 3


class BadState(RecordError):
    """The state folder cannot be used. The message says what to do."""

    exit_code = 3


class NotAgreed(RecordError):
    """Sound may be kept only under an agreement that is valid on that day."""

    exit_code = 4


class EvidenceDamaged(RecordError):
    """A piece of evidence is missing, or its content is not what was kept."""

    exit_code = 3


class BadUpload(RecordError):
    """A file to be imported has mistakes; nothing of it was taken over."""

    exit_code = 1


class BackupDamaged(RecordError):
    """A file is no backup, or not what was written; names the part."""

    exit_code = 3


class NotRestorable(RecordError):
    """A backup cannot be put into this database: it holds something, is in use, or is of an older Svartid."""


class NotReviewable(RecordError):
    """A rating cannot be accepted, returned or corrected in this way."""


class NotRatable(RecordError):
    """A contact cannot be rated, or not by this shopper."""


class BadAnswer(RecordError):
    """An answer that the questionnaire does not have."""


class RatingIncomplete(RecordError):
    """A rating cannot be sent yet: items lack an answer (`answer`) or the words beside it (`words`)."""

    def __init__(self, answer: tuple[str, ...], words: tuple[str, ...]) -> None:
        super().__init__(f"items without an answer: {len(answer)}, without words: {len(words)}")
        self.answer = answer
        self.words = words


class NotChangeable(RecordError):
    """Something of the record cannot be changed by hand."""


class NoSuchAward(RecordError):
    """The record has no award of this short name; names those that there are, and how one is made."""

    exit_code = 3


class BadAward(RecordError):
    """An award cannot be kept so; `word` says what is wrong: slug, name, house or taken."""

    exit_code = 2

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class AwardStays(RecordError):
    """A campaign cannot be put into another award; `word` says why: jury or published."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class NotDecidable(RecordError):
    """A dispute cannot be answered in this way."""


class NotDisputable(RecordError):
    """A contact cannot be disputed; `word` says why: words, over, open or answered."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class BadToken(RecordError):
    """A key for a machine cannot be made in this way."""


class KeyUsedBefore(RecordError):
    """A program sent another content under a key that it had used."""


class NotVotable(RecordError):
    """A juror's step cannot be taken; `word` says why: time, dates, bound, locked, whole, early, old."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


class NobodyFound(RecordError):
    """The record holds nothing under this name."""

    exit_code = 1
