import pytest

from results.rating.given_answer import GivenAnswer
from results.rating.needs_words import needs_words
from scenarios.questionnaire import Questionnaire

WHEN = ("none", "optional", "required", "required when worst", "required when a point is lost")


def questionnaire(comment: str) -> Questionnaire:
    words = {"en": "Words"}
    items = [
        {"item": name, "ask": words, "scale": name, "comment": comment, "not_applicable": True}
        for name in ("options", "numbers")
    ]
    return Questionnaire.model_validate(
        {
            "questionnaire": "small",
            "version": 1,
            "title": words,
            "source": "project's choice",
            "scales": {
                "options": {"options": [{"answer": words, "worth": worth} for worth in (100, 60, 0)]},
                "numbers": {"numbers": {"from": 1, "to": 5}, "lowest": words, "highest": words},
            },
            "areas": [{"area": "all", "title": words, "items": items}],
        }
    )


@pytest.mark.parametrize(
    ("item", "given", "asking"),
    [
        ("options", GivenAnswer(option=0), {"required"}),
        ("options", GivenAnswer(option=1), {"required", "required when a point is lost"}),
        ("options", GivenAnswer(option=2), set(WHEN[2:])),
        ("options", GivenAnswer(not_applicable=True), set()),
        ("numbers", GivenAnswer(number=5), {"required"}),
        ("numbers", GivenAnswer(number=4), {"required", "required when a point is lost"}),
        ("numbers", GivenAnswer(number=1), set(WHEN[2:])),
    ],
)
def test_when_words_are_needed(item, given, asking):
    found = set()
    for comment in WHEN:
        asked = questionnaire(comment)
        if needs_words(asked, next(each for each in asked.items if each.item == item), given):
            found.add(comment)
    assert found == asking
