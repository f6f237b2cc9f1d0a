from collections import Counter, defaultdict
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmark.planning.errors import NoShopperFits, SeveralProblems, TooFewShoppers
from benchmark.planning.shopper import Shopper
from tests.benchmark.planning.making import campaign, organisation, phone, planned, several, shoppers

CLASSES = tuple(f"class-{i}" for i in range(20))


def award(**wishes):
    wishes = {"pool": "certified", "double_rated": "5 %"} | wishes
    return campaign(class_names=CLASSES, shoppers=wishes)


@pytest.fixture(scope="module")
def plan():
    """132 organisations in 20 classes, 98 shoppers: an award of 2020's size."""
    return planned(several(132, classes=CLASSES), campaign=award(), shoppers=shoppers(98))


def test_every_contact_has_a_shopper_and_every_organisation_meets_many(plan):
    assert len(plan.contacts) == 3300
    met = defaultdict(set)
    for contact in plan.contacts:
        met[contact.organisation].add(contact.shopper)
    assert min(len(each) for each in met.values()) >= 12
    assert plan.quality.shoppers_each.least == min(len(each) for each in met.values())


def test_a_shopper_meets_many_organisations_of_a_class(plan):
    of_class = defaultdict(set)
    for contact in plan.contacts:
        of_class[contact.class_, contact.shopper].add(contact.organisation)
    sizes = Counter({each.class_: each.organisation for each in plan.contacts}.keys())
    assert set(sizes) == set(CLASSES)
    middle = sorted(len(each) for each in of_class.values())[len(of_class) // 2]
    assert middle >= 6  # of six or seven


def test_loads_are_fair(plan):
    loads = Counter(contact.shopper for contact in plan.contacts)
    loads.update(contact.second_shopper for contact in plan.contacts if contact.second_shopper)
    mean = sum(loads.values()) / 98
    assert len(loads) == 98
    assert max(loads.values()) <= 1.3 * mean
    assert min(loads.values()) >= 0.6 * mean
    assert plan.quality.loads == (min(loads.values()), sorted(loads.values())[49], max(loads.values()))


def test_the_rotation_holds(plan):
    when = defaultdict(list)
    for contact in plan.contacts:
        when[contact.organisation, contact.shopper].append(contact.at)
    gaps = [later - earlier for each in when.values() for earlier, later in pairwise(sorted(each))]
    assert min(gaps).days >= 30
    assert plan.quality.unmet == ()


def test_nobody_is_in_two_places_at_once(plan):
    when = defaultdict(list)
    for contact in plan.contacts:
        when[contact.shopper].append(contact.at)
    gaps = [later - earlier for each in when.values() for earlier, later in pairwise(sorted(each))]
    assert min(gaps).total_seconds() >= 20 * 60


def test_a_planned_share_is_rated_twice_by_somebody_else(plan):
    twice = [contact for contact in plan.contacts if contact.second_shopper]
    assert 0.04 < len(twice) / 3300 < 0.06
    assert [contact for contact in twice if contact.second_shopper == contact.shopper] == []
    assert plan.quality.double_rated == len(twice)


def test_shoppers_and_enquiries_are_crossed(plan):
    asked = defaultdict(set)
    for contact in plan.contacts:
        asked[contact.shopper].add(contact.scenario)
    assert min(len(each) for each in asked.values()) == 5
    assert (plan.quality.shopper_parts, plan.quality.enquiry_parts) == (1, 1)


def test_an_organisation_that_goes_disturbs_the_others_little(plan):
    all_of_them = several(132, classes=CLASSES)
    before = {contact.key: contact for contact in plan.contacts}
    for gone in (17, 131):
        rest = all_of_them[:gone] + all_of_them[gone + 1 :]
        after = planned(rest, campaign=award(), shoppers=shoppers(98)).contacts
        assert len(after) == 131 * 25
        kept = [before[contact.key] for contact in after]
        assert [(a.at, a.channel, a.scenario) for a in after] == [(b.at, b.channel, b.scenario) for b in kept]
        same = sum(a.shopper == b.shopper for a, b in zip(after, kept, strict=True)) / len(after)
        assert same >= 0.95


def test_a_shopper_who_goes_moves_no_contact_and_few_of_the_others(plan):
    after = planned(several(132, classes=CLASSES), campaign=award(), shoppers=shoppers(97)).contacts
    assert [contact.at for contact in after] == [contact.at for contact in plan.contacts]
    stayed = [(a, b) for a, b in zip(after, plan.contacts, strict=True) if b.shopper != "s097"]
    assert sum(a.shopper == b.shopper for a, b in stayed) / len(stayed) > 0.5


def test_conflicts_languages_and_channels_are_respected():
    people = [
        Shopper("ane", ("nb",), conflicts=frozenset({"fjordvik"})),
        Shopper("bo", ("sv",)),
        Shopper("cia", ("nb", "sv"), ("phone",)),
        Shopper("dag", ("nb",)),
        Shopper("eva", ("sv", "nb"), ("web_form", "chat")),
    ]
    plan = planned([organisation(), organisation("lillsjo", country="SE")], shoppers=people)
    able = {each.name: each for each in people}
    for contact in plan.contacts:
        who = able[contact.shopper]
        assert contact.language in who.languages
        assert contact.channel in who.channels
        assert contact.organisation not in who.conflicts
    assert {contact.shopper for contact in plan.contacts if contact.organisation == "lillsjo"} == {
        "bo",
        "cia",
        "eva",
    }


def test_two_languages_of_a_class_hang_together_by_those_who_speak_both():
    people = [Shopper(f"n{i}", ("nb",)) for i in range(15)] + [Shopper(f"s{i}", ("sv",)) for i in range(15)]
    class_ = [organisation(f"n{i}") for i in range(4)]
    class_ += [organisation(f"s{i}", country="SE") for i in range(4)]
    apart = planned(class_, shoppers=people)
    assert apart.quality.shopper_parts == 2
    both = [Shopper(f"b{i}", ("nb", "sv")) for i in range(3)]
    together = planned(class_, shoppers=people + both)
    assert together.quality.shopper_parts == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    organisations=st.integers(1, 6),
    people=st.lists(
        st.tuples(
            st.sampled_from([("nb",), ("nb", "sv"), ("sv", "nb")]),
            st.sampled_from([("phone", "web_form", "chat"), ("phone",), ("web_form", "chat")]),
            st.sets(st.integers(0, 5), max_size=2),
            st.none() | st.integers(0, 60),
        ),
        min_size=2,
        max_size=12,
    ),
    per_shopper=st.none() | st.integers(5, 80),
    rotation=st.integers(0, 60),
    double=st.integers(0, 30),
    seed=st.integers(0, 1000),
)
def test_whatever_is_wished_what_must_hold_holds(organisations, people, per_shopper, rotation, double, seed):
    measured = several(organisations)
    able = {
        f"p{i}": Shopper(f"p{i}", languages, channels, frozenset(f"o{c:03}" for c in conflicts), most)
        for i, (languages, channels, conflicts, most) in enumerate(people)
    }
    wishes = {"pool": "p", "double_rated": f"{double} %", "rotation": f"{rotation} days"}
    if per_shopper is not None:
        wishes["per_shopper"] = per_shopper
    try:
        plan = planned(measured, campaign=campaign(shoppers=wishes), shoppers=list(able.values()), seed=seed)
    except (NoShopperFits, TooFewShoppers, SeveralProblems):
        return
    assert len(plan.contacts) == 25 * organisations
    loads: Counter[str] = Counter()
    when = defaultdict(list)
    for contact in plan.contacts:
        for who in filter(None, (contact.shopper, contact.second_shopper)):
            loads[who] += 1
            assert contact.channel in able[who].channels
            assert contact.organisation not in able[who].conflicts
        assert contact.shopper != contact.second_shopper
        assert contact.at < contact.until
        when[contact.shopper].append(contact.at.timestamp())
    for who, load in loads.items():
        assert load <= min(each for each in (able[who].most, per_shopper, 10**9) if each is not None)
    assert all(b - a >= 1200 for each in when.values() for a, b in pairwise(sorted(each)))
    doubles = Counter(contact.organisation for contact in plan.contacts if contact.second_shopper)
    assert all(number < 25 * double / 100 + 1 for number in doubles.values())


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (Shopper("a", ("fi",)), "no shopper speaks nb or nn"),
        (Shopper("a", ("nb",), ("chat",)), "no shopper who speaks nb or nn serves phone"),
        (
            Shopper("a", ("nb",), conflicts=frozenset({"fjordvik"})),
            "each of the 1 shoppers who speak nb or nn and serve phone has a conflict of interest",
        ),
    ],
)
def test_it_says_why_nobody_fits(person, reason):
    measured = organisation(touchpoints={"switchboard": phone()})
    with pytest.raises(NoShopperFits, match=f"fjordvik.switchboard: {reason}"):
        planned([measured], shoppers=[person])


def test_several_reasons_are_told_together():
    with pytest.raises(SeveralProblems) as told:
        planned([organisation(), organisation("lillsjo", country="SE")], shoppers=[Shopper("a", ("fi",))])
    assert len(told.value.problems) == 6


def test_it_says_how_many_contacts_the_limits_leave_over():
    with pytest.raises(TooFewShoppers, match="add up to 20 – raise") as told:
        planned([organisation()], shoppers=shoppers(4, most=5))
    assert told.value.over == 5
    limits = campaign(shoppers={"pool": "p", "per_shopper": 5})
    assert len(planned([organisation()], campaign=limits, shoppers=shoppers(5)).contacts) == 25


def test_what_the_rotation_cannot_keep_is_told():
    plan = planned([organisation()], shoppers=shoppers(3))
    assert len(plan.quality.unmet) == 2
    assert "fewer than 10 different shoppers (as few as 3), since only 3 can" in plan.quality.unmet[0]
    assert "come within 30 days of another by the same shopper" in plan.quality.unmet[1]
    kept = campaign(shoppers={"pool": "p", "rotation": "5 days"})
    assert len(planned([organisation()], campaign=kept, shoppers=shoppers(3)).quality.unmet) == 1


def test_a_double_rating_that_nobody_can_make_is_told():
    wished = campaign(shoppers={"pool": "p", "double_rated": "20 %", "rotation": "1 day"})
    plan = planned([organisation()], campaign=wished, shoppers=shoppers(1))
    assert "5 contacts (fjordvik) should be rated twice, but no second shopper fits" in plan.quality.unmet


def test_any_two_organisations_of_a_class_share_shoppers(plan):
    met = defaultdict(set)
    for contact in plan.contacts:
        met[contact.class_, contact.organisation].add(contact.shopper)
    pairs = [len(a & b) for (one, a), (other, b) in combinations(met.items(), 2) if one[0] == other[0]]
    assert min(pairs) >= 10


def test_where_limits_leave_a_contact_over_others_change_hands():
    """The one who serves all channels has room for just those that the other cannot serve."""
    people = [Shopper("all", ("nb",), most=12), Shopper("calls", ("nb",), ("phone",), most=13)]
    plan = planned([organisation()], shoppers=people)
    assert Counter((contact.shopper, contact.channel) for contact in plan.contacts) == {
        ("calls", "phone"): 13,
        ("all", "web_form"): 6,
        ("all", "chat"): 6,
    }
    fewer = [Shopper("all", ("nb",), most=11), Shopper("calls", ("nb",), ("phone",), most=14)]
    with pytest.raises(TooFewShoppers, match="1 contacts find nobody"):
        planned([organisation()], shoppers=fewer)


def test_second_ratings_give_way_to_contacts():
    wished = campaign(shoppers={"pool": "p", "double_rated": "100 %", "rotation": "1 day"})
    plan = planned([organisation()], campaign=wished, shoppers=shoppers(3, most=10))
    assert plan.quality.double_rated == 5
    assert "20 contacts (fjordvik) should be rated twice, but no second shopper fits" in plan.quality.unmet
