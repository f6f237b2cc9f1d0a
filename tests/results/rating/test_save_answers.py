import datetime as dt
import itertools
import uuid

import pytest

from results.rating.given_answer import GivenAnswer

NOW = dt.datetime(2026, 12, 1, 11, tzinfo=dt.UTC)


def tap(second: float, option: int | None, item: str = "friendly", comment: str = ""):
    from results.rating.save_answers import Tap

    given = GivenAnswer(option=option, comment=comment)
    return Tap(str(uuid.uuid4()), item, NOW - dt.timedelta(minutes=5) + dt.timedelta(seconds=second), given)


def save(**given):
    from results.rating.save_answers import save_answers

    return save_answers(**given)


def became(kept: tuple[str, ...], late: tuple[str, ...]):
    from results.rating.save_answers import Saved

    return Saved(kept, late)


def trail(session) -> list[tuple[str, str]]:
    return list(session.events.order_by("pk").values_list("kind", "item"))


def test_a_tap_sent_twice_is_kept_once(rated):
    one = tap(1, 0)
    assert save(session=rated.pk, taps=[one, one], now=NOW) == became((one.key,), ())
    assert save(session=rated.pk, taps=[one], now=NOW) == became((), ())
    assert trail(rated) == [("opened", ""), ("answered", "friendly")]
    event = rated.events.get(kind="answered")
    assert (event.key, event.tapped_at, event.at, event.after) == (one.key, one.at, NOW, {"option": 0})


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_whatever_arrives_first_the_last_tap_stands(rated, order):
    taps = [tap(1, 0), tap(2, 3), tap(3, 1, comment="Kort.")]
    for place in order:
        save(session=rated.pk, taps=[taps[place]], now=NOW)
    answer = rated.answers.get()
    assert (answer.option, answer.comment, answer.answered_at) == (1, "Kort.", taps[2].at)
    # All three stand in the trail: each of them changed the answer, or came late.
    assert rated.events.exclude(key="").count() == 3
    assert rated.events.filter(kind="late").count() == 3 - len(
        [place for n, place in enumerate(order) if place == max(order[: n + 1])]
    )


def test_a_tap_that_changes_nothing_leaves_no_trace(rated):
    save(session=rated.pk, taps=[tap(1, 2)], now=NOW)
    assert save(session=rated.pk, taps=[tap(2, 2)], now=NOW) == became((), ())
    assert trail(rated) == [("opened", ""), ("answered", "friendly")]


def test_what_comes_after_the_sending_is_noted_and_changes_nothing(rated):
    save(session=rated.pk, taps=[tap(1, 0)], now=NOW)
    type(rated).objects.filter(pk=rated.pk).update(state="submitted", submitted_at=NOW)
    late = tap(9, 3)
    assert save(session=rated.pk, taps=[late], now=NOW) == became((), (late.key,))
    assert rated.answers.get().option == 0
    assert rated.events.get(key=late.key).after == {"option": 3}


def test_what_was_said_again_stands_against_what_was_tapped_before(rated):
    save(session=rated.pk, taps=[tap(1, 2)], now=NOW)
    save(session=rated.pk, taps=[tap(5, 2)], now=NOW)
    between = tap(3, 0)
    assert save(session=rated.pk, taps=[between], now=NOW) == became((), (between.key,))
    assert rated.answers.get().option == 2
