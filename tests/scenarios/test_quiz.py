"""A quiz that asks something, and that somebody can fail."""

import pytest
from pydantic import ValidationError

from scenarios.quiz import Quiz


@pytest.mark.parametrize(
    ("quiz", "wrong"),
    [
        ({"drawn": 0}, "the quiz asks nothing"),
        ({"pass_mark": "0 %"}, "everybody would pass"),
    ],
)
def test_a_quiz_that_tells_nothing_is_refused(quiz, wrong):
    with pytest.raises(ValidationError, match=wrong):
        Quiz.model_validate(quiz)


def test_without_a_word_it_draws_six_and_asks_for_four_fifths():
    quiz = Quiz()
    assert (quiz.drawn, quiz.ask, str(quiz.pass_mark)) == (6, (), "80 %")
