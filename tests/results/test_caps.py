import datetime as dt
import threading

CLAIM = """UPDATE results_attempt SET state = 'claimed', fencing_token = fencing_token + 1,
    worker_id = %(worker)s, lease_until = now() + interval '1 minute', day = %(day)s
    WHERE id = %(attempt)s AND state = 'planned'"""
DAY = dt.date(2026, 12, 1)


def at_once(record, jobs):
    """Run each job (a list of SQL with its values) in a connection of its own, all begun together."""
    import psycopg

    gate = threading.Barrier(len(jobs))
    told = [""] * len(jobs)

    def work(number, statements):
        with record.connect() as connection:
            gate.wait()
            try:
                for sql, values in statements:
                    connection.execute(sql, values)
                connection.commit()
            except psycopg.Error as error:
                connection.rollback()
                told[number] = error.diag.constraint_name or type(error).__name__
        connection.close()

    threads = [threading.Thread(target=work, args=(number, job)) for number, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return told


def claims(planter, attempts):
    worker = planter.worker().pk
    return [[(CLAIM, {"worker": worker, "day": DAY, "attempt": each.pk})] for each in attempts]


def through(planter, attempts):
    """Claim, contact and finish each in one transaction, so that the touchpoint is free for the next."""
    contacting = "contacting', contacting_at = now(), started_at = now()"
    finished = "finished', ended_at = now(), outcome = 'busy'"
    steps = [f"UPDATE results_attempt SET state = '{step} WHERE id = %s" for step in (contacting, finished)]
    return [
        [*claim, *((step, [each.pk]) for step in steps)]
        for claim, each in zip(claims(planter, attempts), attempts, strict=True)
    ]


def made(scope):
    from results.models import DayCount

    return [each.made for each in DayCount.objects.filter(scope=scope)]


def test_ten_workers_at_one_touchpoint_get_as_many_as_its_cap(planter, record):
    attempts = [planter.attempt() for _ in range(10)]
    told = at_once(record, through(planter, attempts))
    assert sorted(told) == ["", "", *["cap_touchpoint_day"] * 8]
    assert made("touchpoint") == [2]


def test_ten_workers_at_ten_touchpoints_get_as_many_as_the_organisations_cap(planter, record):
    campaign = planter.campaign(cap_organisation_day=3)
    points = [planter.touchpoint(slug=f"line-{number}") for number in range(10)]
    attempts = [planter.attempt(planter.contact(campaign, point)) for point in points]
    told = at_once(record, claims(planter, attempts))
    assert sorted(told) == ["", "", "", *["cap_organisation_day"] * 7]
    assert made("organisation") == [3]


def test_two_workers_never_hold_one_touchpoint(planter, record):
    campaign = planter.campaign(cap_touchpoint_day=50)
    attempts = [planter.attempt(planter.contact(campaign)) for _ in range(6)]
    told = at_once(record, claims(planter, attempts))
    assert sorted(told) == ["", *["attempt_one_in_progress_a_touchpoint"] * 5]


def test_the_simultaneous_cap_holds_and_is_given_back(planter, record, refused):
    from results.models import CampaignUse

    campaign = planter.campaign(cap_simultaneous=2)
    points = [planter.touchpoint(planter.organisation(f"town-{number}")) for number in range(5)]
    attempts = [planter.attempt(planter.contact(campaign, point)) for point in points]
    told = at_once(record, claims(planter, attempts))
    assert sorted(told) == ["", "", *["cap_simultaneous"] * 3]
    held, waiting = attempts[told.index("")], attempts[told.index("cap_simultaneous")]
    held.refresh_from_db()
    planter.move(held, "contacting", "finished")
    planter.move(waiting, "claimed")
    assert CampaignUse.objects.get().in_progress == 2


def test_an_attempt_given_back_gives_its_count_back(planter):
    attempt = planter.move(planter.attempt(), "claimed")
    assert (made("touchpoint"), made("organisation")) == ([1], [1])
    planter.move(attempt, "planned")
    assert (made("touchpoint"), made("organisation")) == ([0], [0])
    planter.move(attempt, "claimed", "contacting", "lost")
    assert (made("touchpoint"), made("organisation")) == ([1], [1])


def test_the_minutes_are_counted_and_end(planter, refused):
    from results.models import CampaignUse

    campaign = planter.campaign(cap_minutes=1)
    planter.move(planter.attempt(planter.contact(campaign)), "claimed", "contacting", "finished")
    use = CampaignUse.objects.get()
    assert (use.seconds, use.in_progress) == (90.0, 0)
    second = planter.attempt(planter.contact(campaign))
    with refused("cap_minutes"):
        planter.move(second, "claimed")
