-- What arrived never changes, and whose it is only by a decision, which is append-only.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_letterdecision
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON results_letterdecision
    FOR EACH STATEMENT EXECUTE FUNCTION results_refuse_change();

CREATE FUNCTION results_guard_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'letter % stays: lay it aside instead', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    IF coalesce(current_setting('svartid.erasing', true), '') = 'on' THEN
        RETURN NEW;
    END IF;
    IF (NEW.mailbox, NEW.folder, NEW.uid_validity, NEW.uid, NEW.message_id, NEW.sender, NEW.recipient, NEW.subject,
        NEW.received_at, NEW.fetched_at, NEW.size, NEW.sha256, NEW.refused)
       IS DISTINCT FROM
       (OLD.mailbox, OLD.folder, OLD.uid_validity, OLD.uid, OLD.message_id, OLD.sender, OLD.recipient, OLD.subject,
        OLD.received_at, OLD.fetched_at, OLD.size, OLD.sha256, OLD.refused) THEN
        RAISE EXCEPTION 'letter %: what arrived stays as it is', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    -- One level deeper than a client's own word: the trigger below.
    IF pg_trigger_depth() < 2 AND (NEW.attempt_id, NEW.matched_by, NEW.kind, NEW.confidence, NEW.laid_aside)
       IS DISTINCT FROM (OLD.attempt_id, OLD.matched_by, OLD.kind, OLD.confidence, OLD.laid_aside) THEN
        RAISE EXCEPTION 'letter %: whose it is says only a decision', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'letter_decided';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON results_letter
    FOR EACH ROW EXECUTE FUNCTION results_guard_letter();

CREATE FUNCTION results_apply_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE results_letter l SET attempt_id = NEW.attempt_id, matched_by = NEW.matched_by, kind = NEW.kind,
            confidence = NEW.confidence, laid_aside = NEW.laid_aside
        WHERE l.id = NEW.letter_id
        AND NOT EXISTS (SELECT FROM results_letterdecision d
                        WHERE d.letter_id = NEW.letter_id AND d.number > NEW.number);
    RETURN NULL;
END $$;
CREATE TRIGGER apply AFTER INSERT ON results_letterdecision
    FOR EACH ROW EXECUTE FUNCTION results_apply_decision();

-- Under what an attempt's letters are known never changes; only a message-id that was not known yet is added.
CREATE FUNCTION results_guard_correspondence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.attempt_id, NEW.token, NEW.mailbox, NEW.address) IS DISTINCT FROM
       (OLD.attempt_id, OLD.token, OLD.mailbox, OLD.address)
       OR OLD.message_id <> '' AND NEW.message_id <> OLD.message_id THEN
        RAISE EXCEPTION 'correspondence of attempt %: it stays as it was sent', OLD.attempt_id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON results_correspondence
    FOR EACH ROW EXECUTE FUNCTION results_guard_correspondence();
