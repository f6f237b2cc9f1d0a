from results.models import RatingAnswer, RatingSession
from results.rating.given_answer import GivenAnswer


def kept_answers(session: RatingSession) -> dict[str, GivenAnswer]:
    """Return a rating's answers by item, as they stand."""
    return {each.item: given_of(each) for each in RatingAnswer.objects.filter(session=session)}


def given_of(row: RatingAnswer) -> GivenAnswer:
    """Return a kept answer."""
    return GivenAnswer(row.option, row.number, row.words, row.not_applicable, row.comment)
