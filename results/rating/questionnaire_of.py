from functools import lru_cache

from results.keep_document import read_document
from results.models import Document
from scenarios.questionnaire import Questionnaire


@lru_cache(maxsize=64)
def questionnaire_of(document: int) -> Questionnaire:
    """Return a questionnaire by the id of its document, which is frozen: read once a process."""
    found = read_document(Document.objects.get(pk=document))
    assert isinstance(found, Questionnaire)
    return found
