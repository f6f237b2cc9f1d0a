"""A million contacts beside the edition that is read: years of a house larger than any."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

CAMPAIGNS, ORGANISATIONS, EACH = 20, 2_000, 25
"""Twenty editions of 2,000 organisations with 25 contacts each."""

# Copies of the edition's own rows: what stands in them is as real as there.
_STEPS = (
    """INSERT INTO results_organisation (slug, name, klass_id, country, clock, languages, website,
         document_id, created_at)
       SELECT 'mass-' || n, 'Mass ' || n, k.id, 'NO', 'Europe/Oslo', '{nb}', '', NULL, now()
       FROM generate_series(1, %(organisations)s) n
       JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS all_
             FROM results_organisationclass) k ON k.place = n %% k.all_""",
    """INSERT INTO results_touchpoint (organisation_id, slug, channel, address, languages, settings,
         active, paused, paused_reason, failures)
       SELECT o.id, 'switchboard', 'phone', 'sip:' || o.slug || '@127.0.0.1:9', '{nb}', '{}', true,
         false, '', 0
       FROM results_organisation o WHERE o.slug LIKE 'mass-%%'""",
    """INSERT INTO results_campaign (slug, award_id, title, document_id, method_id, questionnaire_id,
         starts_on, ends_on, seed, cap_touchpoint_day, cap_organisation_day, cap_minutes,
         cap_simultaneous, demo,
         created_at, released_at)
       SELECT 'mass-' || n, award_id, title, document_id, method_id, questionnaire_id,
         starts_on - n * 365, ends_on - n * 365, seed, 2, NULL, NULL, NULL, true, now(), now()
       FROM results_campaign, generate_series(1, %(campaigns)s) n WHERE slug = %(like)s""",
    """INSERT INTO results_campaigncontrol (campaign_id, state, changed_at, changed_by, reason)
       SELECT id, 'paused', now(), '', '' FROM results_campaign WHERE slug LIKE 'mass-%%'
       ON CONFLICT DO NOTHING""",
    """INSERT INTO results_campaignuse (campaign_id, in_progress, seconds)
       SELECT id, 0, 0 FROM results_campaign WHERE slug LIKE 'mass-%%' ON CONFLICT DO NOTHING""",
    """INSERT INTO results_participant (campaign_id, organisation_id, klass_id, document_id)
       SELECT c.id, o.id, o.klass_id, (SELECT min(document_id) FROM results_participant)
       FROM results_campaign c, results_organisation o
       WHERE c.slug LIKE 'mass-%%' AND o.slug LIKE 'mass-%%'""",
    """INSERT INTO results_contact (campaign_id, key, organisation_id, klass_id, touchpoint_id, channel,
         enquiry_id, language, mode, shopper_id, due_at, window_ends_at, state, outcome, not_run_reason,
         created_at, done_at)
       SELECT c.id, o.slug || '.' || n, o.id, o.klass_id, t.id, 'phone', e.id, 'nb', 'bridged', s.id, due,
         due, 'done', CASE WHEN (o.id + n) %% 8 = 0 THEN 'wait_limit_reached' ELSE 'answered_by_person'
         END, '',
         now(), due + interval '4 minutes'
       FROM results_campaign c
       JOIN results_organisation o ON o.slug LIKE 'mass-%%'
       JOIN results_touchpoint t ON t.organisation_id = o.id
       CROSS JOIN generate_series(1, %(each)s) n
       JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS all_
             FROM results_shopper) s ON s.place = (o.id * 7 + n) %% s.all_
       CROSS JOIN (SELECT min(enquiry_id) AS id FROM results_contact) e
       CROSS JOIN LATERAL (SELECT c.starts_on + ((o.id + 3 * n) %% 100)::int + time '10:00'
                           + make_interval(secs => o.id + n) AS due) d
       WHERE c.slug LIKE 'mass-%%'""",
    """INSERT INTO results_attempt (contact_id, number, campaign_id, organisation_id, touchpoint_id, channel,
         state, due_at, window_ends_at, day, demo_clock, fencing_token, worker_id, contacting_at, started_at,
         ended_at, outcome, not_run_reason, error, created_at)
       SELECT c.id, 1, c.campaign_id, c.organisation_id, c.touchpoint_id, c.channel, 'finished', c.due_at,
         c.due_at, c.due_at::date, true, 1, w.id, c.due_at, c.due_at, c.done_at, c.outcome, '', '', now()
       FROM results_contact c JOIN results_campaign m ON m.id = c.campaign_id AND m.slug LIKE 'mass-%%'
       CROSS JOIN (SELECT min(id) AS id FROM results_worker) w""",
    """INSERT INTO results_ratingsession (contact_id, shopper_id, role, questionnaire_id, language,
         app_version, origin, state, opened_at, submitted_at)
       SELECT c.id, c.shopper_id, 'first', m.questionnaire_id, 'nb', '', 'form', 'submitted', c.done_at,
         c.done_at
       FROM results_contact c JOIN results_campaign m ON m.id = c.campaign_id AND m.slug LIKE 'mass-%%'
       WHERE c.outcome = 'answered_by_person'""",
    """INSERT INTO results_review (session_id, decision, reviewer, reason, at)
       SELECT r.id, 'approved', 'bench', '', now() FROM results_ratingsession r
       JOIN results_contact c ON c.id = r.contact_id
       JOIN results_campaign m ON m.id = c.campaign_id AND m.slug LIKE 'mass-%%'""",
    """INSERT INTO results_scorerun (campaign_id, method_id, code_version, inputs_hash, parameters,
         summary, made_at, made_by)
       SELECT id, method_id, 'bench', '', '{}', '{}', now(), 'bench' FROM results_campaign
       WHERE slug LIKE 'mass-%%'""",
    """INSERT INTO results_score (run_id, level, "column", klass_id, organisation_id, contact_id, channel,
         area, item, status, value, n, missing, detail)
       SELECT r.id, 'contact', 'total', c.klass_id, c.organisation_id, c.id, c.channel, '', '', 'scored',
         50 + (c.id %% 50), 1, 0, '{}'
       FROM results_contact c
       JOIN results_scorerun r ON r.campaign_id = c.campaign_id AND r.made_by = 'bench'""",
    """INSERT INTO results_rankingrun (score_run_id, method_id, code_version, inputs_hash, parameters,
         summary, made_at, made_by)
       SELECT id, method_id, 'bench', '', '{}', '{}', now(), 'bench' FROM results_scorerun
       WHERE made_by = 'bench'""",
)


def add_a_million(*, like: str, tell: Callable[[str], None]) -> int:
    """Write a million contacts, rated, reviewed and scored, beside the campaign `like`; return how many.

    Only for a database of the bench's own: triggers and foreign keys sleep meanwhile; it takes a superuser.
    """
    values = {"organisations": ORGANISATIONS, "campaigns": CAMPAIGNS, "each": EACH, "like": like}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for sql in _STEPS:
            tell(f"  {sql.split(maxsplit=3)[2]} …")
            cursor.execute(sql, values)
    with connection.cursor() as cursor:
        tell("  counted …")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT count(*) FROM results_contact")
        (count,) = cursor.fetchone() or (0,)
    return int(count)
