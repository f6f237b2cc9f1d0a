-- A contact belongs to its organisation's own touchpoint, ends once, and never while an attempt is open.
CREATE FUNCTION results_guard_contact() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHERE contact_id = OLD.id AND state IN ('planned', 'claimed', 'contacting')) THEN
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
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON results_contact
    FOR EACH ROW EXECUTE FUNCTION results_guard_contact();
