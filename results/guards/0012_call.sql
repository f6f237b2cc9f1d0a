-- What passes between a shopper's page and the worker that makes the contact. No part of the record: not
-- logged, so a change costs no disk, a crash of the database empties it, and housekeeping does after a day.

-- "Call now": an attempt that its shopper asked for, and whether they want it ended.
CREATE UNLOGGED TABLE results_callwish (
    attempt_id bigint PRIMARY KEY,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    hang_up_at timestamptz
);

-- The seat of a shopper in a bridged chat: what they type, and what they are shown of the chat.
CREATE UNLOGGED TABLE results_seat (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attempt_id bigint NOT NULL,
    side varchar(8) NOT NULL CHECK (side IN ('typed', 'shown')),
    key varchar(80) NOT NULL,
    content jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (attempt_id, side, key)
);

-- A rehearsal: a call that counts for nothing, made when asked for and forgotten after some days.
CREATE UNLOGGED TABLE results_rehearsal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shopper_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    state varchar(8) NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'taken', 'over')),
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    beat_at timestamptz,
    hang_up_at timestamptz,
    ended_at timestamptz,
    phase varchar(16) NOT NULL DEFAULT 'begun',
    leg varchar(16) NOT NULL DEFAULT '',
    place integer,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    partner varchar(200) NOT NULL DEFAULT '',
    outcome varchar(32) NOT NULL DEFAULT '',
    error varchar(500) NOT NULL DEFAULT '',
    timeline jsonb
);
CREATE UNIQUE INDEX rehearsal_one_open_a_shopper ON results_rehearsal (shopper_id) WHERE state <> 'over';

-- Where the shopper's own phone stands, and which place in the queue was said.
ALTER TABLE results_live ADD COLUMN leg varchar(16) NOT NULL DEFAULT '', ADD COLUMN place integer;

CREATE OR REPLACE FUNCTION results_show_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'contacting' THEN
        INSERT INTO results_live (attempt_id, phase) VALUES (NEW.id, 'begun')
            ON CONFLICT (attempt_id) DO UPDATE
            SET phase = 'begun', since = clock_timestamp(), leg = '', place = NULL;
    ELSE
        DELETE FROM results_live WHERE attempt_id = NEW.id;
    END IF;
    PERFORM pg_notify('svartid_live', NEW.campaign_id::text);
    PERFORM pg_notify('svartid_contact', NEW.contact_id::text);
    RETURN NULL;
END $$;

-- A contact that a shopper made by themselves and tells of afterwards: from planned to finished in one step,
-- for the transaction that says so (svartid.logging).
CREATE OR REPLACE FUNCTION results_guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE logging boolean := coalesce(current_setting('svartid.logging', true) = 'on', false);
BEGIN
    IF (NEW.contact_id, NEW.number, NEW.campaign_id, NEW.organisation_id, NEW.touchpoint_id, NEW.channel)
       IS DISTINCT FROM
       (OLD.contact_id, OLD.number, OLD.campaign_id, OLD.organisation_id, OLD.touchpoint_id, OLD.channel) THEN
        RAISE EXCEPTION 'attempt %: whose it is never changes', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    IF OLD.state IN ('finished', 'lost', 'cancelled', 'not_run') AND NEW IS DISTINCT FROM OLD
       AND coalesce(current_setting('svartid.erasing', true), '') <> 'on' THEN
        RAISE EXCEPTION 'attempt % is over (%): it stays as it is', OLD.id, OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'attempt_over';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('planned', 'claimed'), ('planned', 'cancelled'), ('planned', 'not_run'),
        ('claimed', 'planned'), ('claimed', 'contacting'), ('claimed', 'cancelled'), ('claimed', 'not_run'),
        ('contacting', 'finished'), ('contacting', 'lost'), ('contacting', 'cancelled'), ('contacting', 'awaiting'),
        ('awaiting', 'finished'), ('awaiting', 'cancelled'))
       AND NOT (logging AND OLD.state = 'planned' AND NEW.state = 'finished') THEN
        RAISE EXCEPTION 'attempt %: from % to % there is no way', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_arrow';
    END IF;
    IF NEW.fencing_token < OLD.fencing_token
       OR (OLD.state = 'planned' AND NEW.state = 'claimed') <> (NEW.fencing_token <> OLD.fencing_token) THEN
        RAISE EXCEPTION 'attempt %: the fencing token rises with each claim and only then', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_token';
    END IF;
    IF NEW.state = 'contacting' AND NEW.day IS DISTINCT FROM OLD.day THEN
        RAISE EXCEPTION 'attempt %: its day is counted already', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_day';
    END IF;
    IF OLD.state = 'planned' AND NEW.state = 'finished' THEN
        -- It has happened, so it counts, whatever the caps say.
        PERFORM results_count_day('touchpoint', NEW.touchpoint_id, NEW.day, NULL);
        PERFORM results_count_day('organisation', NEW.organisation_id, NEW.day, NULL);
        RETURN NEW;
    END IF;
    PERFORM results_count_attempt(OLD, NEW);
    RETURN NEW;
END $$;
