from enum import StrEnum


class LetterKind(StrEnum):
    """What kind of letter came back."""

    PERSON = "person"
    """Somebody read the enquiry and wrote. The first one ends the wait."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """A machine says that the enquiry has come."""
    CASE_NUMBER = "case_number"
    """A machine says that the enquiry has come, and under which number."""
    OUT_OF_OFFICE = "out_of_office"
    """A machine says that somebody is away."""
    BOUNCE = "bounce"
    """The enquiry was not delivered and will not be."""
    OTHER = "other"
    """Newsletters, surveys, read receipts, notices of delay: nobody answered and nothing was refused."""

    @property
    def is_automatic(self) -> bool:
        """True if no person wrote it in answer to the enquiry."""
        return self is not LetterKind.PERSON
