-- A locked ballot is cast: nobody changes or removes it, whatever any client does.
CREATE FUNCTION results_keep_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.locked_at IS NOT NULL THEN
        RAISE EXCEPTION 'this ballot is locked'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ballot_locked';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_ballot BEFORE UPDATE OR DELETE ON results_ballot
    FOR EACH ROW EXECUTE FUNCTION results_keep_ballot();

-- Nobody votes in a class in which they have declared a bond, however late they declare it.
CREATE FUNCTION results_refuse_bound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM results_juryconflict c
        JOIN results_jury j ON j.id = c.jury_id
        JOIN results_participant p ON p.campaign_id = j.campaign_id AND p.organisation_id = c.organisation_id
        WHERE c.jury_id = NEW.jury_id AND c.account_id = NEW.account_id AND p.klass_id = NEW.klass_id) THEN
        RAISE EXCEPTION 'this juror is bound in this class'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ballot_bound';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_bound BEFORE INSERT OR UPDATE ON results_ballot
    FOR EACH ROW EXECUTE FUNCTION results_refuse_bound();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_juryconflict
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_jurydecision
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_jurysignature
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
