-- What a run found of a shopper is never rewritten: a better run is another row.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_shopperseverity
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON results_shopperseverity
    FOR EACH STATEMENT EXECUTE FUNCTION results_refuse_change();

-- A quiz is answered once: neither its questions nor its answers change afterwards.
CREATE FUNCTION results_guard_quiz() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.answered_at IS NOT NULL AND NEW IS DISTINCT FROM OLD)
       OR (NEW.campaign_id, NEW.shopper_id, NEW.asked, NEW.questions, NEW.pass_mark)
          IS DISTINCT FROM (OLD.campaign_id, OLD.shopper_id, OLD.asked, OLD.questions, OLD.pass_mark) THEN
        RAISE EXCEPTION 'quiz sitting %: it stays as it was asked and answered', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON results_quizsitting
    FOR EACH ROW EXECUTE FUNCTION results_guard_quiz();
