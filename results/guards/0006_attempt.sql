-- An attempt's life. A full import of an export (svartid.importing) may begin anywhere and counts nothing.
CREATE FUNCTION results_begin_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE whole record;
        importing boolean := coalesce(current_setting('svartid.importing', true) = 'on', false);
BEGIN
    -- The lock keeps a contact from being done while it gets another attempt.
    SELECT campaign_id, organisation_id, touchpoint_id, channel, state INTO whole
        FROM results_contact WHERE id = NEW.contact_id FOR NO KEY UPDATE;
    IF (whole.campaign_id, whole.organisation_id, whole.touchpoint_id, whole.channel)
       IS DISTINCT FROM (NEW.campaign_id, NEW.organisation_id, NEW.touchpoint_id, NEW.channel) THEN
        RAISE EXCEPTION 'attempt % of contact %: campaign, organisation, touchpoint or channel is not the contact''s',
            NEW.number, NEW.contact_id USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_of_its_contact';
    END IF;
    IF NOT importing AND (NEW.state <> 'planned' OR NEW.fencing_token <> 0) THEN
        RAISE EXCEPTION 'an attempt begins as planned, not %', NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attempt_arrow';
    END IF;
    IF NOT importing AND whole.state = 'done' THEN
        RAISE EXCEPTION 'contact % is done: there is nothing more to try', NEW.contact_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contact_ends_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER begin_attempt BEFORE INSERT ON results_attempt
    FOR EACH ROW EXECUTE FUNCTION results_begin_attempt();

CREATE FUNCTION results_guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
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
        ('contacting', 'finished'), ('contacting', 'lost'), ('contacting', 'cancelled')) THEN
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
CREATE TRIGGER guard BEFORE UPDATE ON results_attempt
    FOR EACH ROW EXECUTE FUNCTION results_guard_attempt();

-- Caps. Each count is one row, so that of two claims at once the second waits for the first's end
-- and then sees its number: no interleaving can pass the cap. Always touchpoint, organisation, campaign.
CREATE FUNCTION results_count_attempt(was results_attempt, is_now results_attempt) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE caps record;
        capped boolean;
BEGIN
    IF was.state = is_now.state THEN
        RETURN;
    END IF;
    SELECT * INTO caps FROM results_campaign WHERE id = is_now.campaign_id;
    capped := caps.cap_simultaneous IS NOT NULL OR caps.cap_minutes IS NOT NULL;
    IF is_now.state = 'claimed' THEN
        PERFORM results_count_day('touchpoint', is_now.touchpoint_id, is_now.day, caps.cap_touchpoint_day);
        PERFORM results_count_day('organisation', is_now.organisation_id, is_now.day, caps.cap_organisation_day);
        IF capped THEN
            UPDATE results_campaignuse SET in_progress = in_progress + 1
                WHERE campaign_id = is_now.campaign_id
                AND in_progress < coalesce(caps.cap_simultaneous, 2147483647);
            IF NOT FOUND THEN
                RAISE EXCEPTION 'campaign %: as many attempts at once as it may have', caps.slug
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'cap_simultaneous';
            END IF;
            PERFORM FROM results_campaignuse WHERE campaign_id = is_now.campaign_id
                AND seconds >= 60.0 * caps.cap_minutes;
            IF FOUND THEN
                RAISE EXCEPTION 'campaign %: its minutes are used up', caps.slug
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'cap_minutes';
            END IF;
        END IF;
    ELSIF was.state = 'claimed' AND is_now.state <> 'contacting' THEN
        UPDATE results_daycount SET made = made - 1
            WHERE scope = 'touchpoint' AND subject_id = was.touchpoint_id AND day = was.day;
        UPDATE results_daycount SET made = made - 1
            WHERE scope = 'organisation' AND subject_id = was.organisation_id AND day = was.day;
    END IF;
    IF was.state IN ('claimed', 'contacting') AND is_now.state NOT IN ('claimed', 'contacting') THEN
        UPDATE results_campaignuse
            SET in_progress = greatest(in_progress - CASE WHEN capped THEN 1 ELSE 0 END, 0),
                seconds = seconds + CASE WHEN is_now.channel = 'phone'
                    THEN coalesce(extract(epoch FROM is_now.ended_at - is_now.started_at), 0) ELSE 0 END
            WHERE campaign_id = is_now.campaign_id
            AND (capped OR is_now.channel = 'phone' AND is_now.ended_at > is_now.started_at);
    END IF;
END $$;

CREATE FUNCTION results_count_day(what text, subject bigint, on_day date, cap integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO results_daycount AS counted (scope, subject_id, day, made) VALUES (what, subject, on_day, 1)
        ON CONFLICT (scope, subject_id, day) DO UPDATE SET made = counted.made + 1
        WHERE counted.made < coalesce(cap, 2147483647);
    IF NOT FOUND THEN
        RAISE EXCEPTION '% %: % contacts on % are as many as it may have', what, subject, cap, on_day
            USING ERRCODE = 'check_violation', CONSTRAINT = format('cap_%s_day', what);
    END IF;
END $$;
