-- An attempt in writing waits for its letter after it was sent: nobody holds it then.
CREATE OR REPLACE FUNCTION results_guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
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
        ('awaiting', 'finished'), ('awaiting', 'cancelled')) THEN
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
    PERFORM results_count_attempt(OLD, NEW);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION results_guard_contact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE point record;
BEGIN
    IF TG_OP = 'INSERT' OR NEW.touchpoint_id <> OLD.touchpoint_id OR NEW.organisation_id <> OLD.organisation_id
       OR NEW.channel <> OLD.channel THEN
        SELECT organisation_id, channel INTO point FROM results_touchpoint WHERE id = NEW.touchpoint_id;
        IF point.organisation_id <> NEW.organisation_id OR point.channel <> NEW.channel THEN
            RAISE EXCEPTION 'contact %: the touchpoint is another organisation''s or of another channel', NEW.key
                USING ERRCODE = 'check_violation', CONSTRAINT = 'contact_own_touchpoint';
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF OLD.state = 'done' AND (NEW.state, NEW.outcome, NEW.not_run_reason, NEW.done_at)
       IS DISTINCT FROM (OLD.state, OLD.outcome, OLD.not_run_reason, OLD.done_at) THEN
        RAISE EXCEPTION 'contact % is done: its ending stays', OLD.key
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'contact_ends_once';
    END IF;
    IF NEW.state = 'done' AND OLD.state <> 'done' AND EXISTS (
        SELECT FROM results_attempt
        WHERE contact_id = OLD.id AND state IN ('planned', 'claimed', 'contacting', 'awaiting')) THEN
        RAISE EXCEPTION 'contact % has an open attempt', OLD.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contact_attempt_open';
    END IF;
    IF (NEW.campaign_id, NEW.key, NEW.organisation_id, NEW.touchpoint_id, NEW.channel, NEW.enquiry_id)
       IS DISTINCT FROM
       (OLD.campaign_id, OLD.key, OLD.organisation_id, OLD.touchpoint_id, OLD.channel, OLD.enquiry_id)
       AND EXISTS (SELECT FROM results_attempt WHERE contact_id = OLD.id) THEN
        RAISE EXCEPTION 'contact % is frozen: it has an attempt already', OLD.key
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
