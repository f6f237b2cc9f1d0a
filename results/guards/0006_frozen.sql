-- A document is what its hash says, for ever; what a campaign was made by is frozen with its first contact.
ALTER TABLE results_document ADD CONSTRAINT document_is_its_hash
    CHECK (encode(sha256(convert_to(canonical, 'UTF8')), 'hex') = content_hash);
ALTER TABLE results_document ADD CONSTRAINT document_text_is_its_content CHECK (text::jsonb = canonical::jsonb);

CREATE FUNCTION results_freeze_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.kind, NEW.slug, NEW.version, NEW.content_hash, NEW.canonical, NEW.text)
       IS DISTINCT FROM (OLD.kind, OLD.slug, OLD.version, OLD.content_hash, OLD.canonical, OLD.text) THEN
        RAISE EXCEPTION 'document % is frozen: keep the new text as a document of its own', OLD.slug
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON results_document
    FOR EACH ROW EXECUTE FUNCTION results_freeze_document();

CREATE FUNCTION results_freeze_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.document_id, NEW.method_id, NEW.questionnaire_id, NEW.seed, NEW.cap_touchpoint_day,
        NEW.cap_organisation_day, NEW.cap_minutes, NEW.cap_simultaneous, NEW.demo)
       IS DISTINCT FROM (OLD.document_id, OLD.method_id, OLD.questionnaire_id, OLD.seed, OLD.cap_touchpoint_day,
        OLD.cap_organisation_day, OLD.cap_minutes, OLD.cap_simultaneous, OLD.demo)
       AND EXISTS (SELECT FROM results_contact WHERE campaign_id = OLD.id) THEN
        RAISE EXCEPTION 'campaign % is frozen: it has contacts already', OLD.slug
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE ON results_campaign
    FOR EACH ROW EXECUTE FUNCTION results_freeze_campaign();

CREATE FUNCTION results_freeze_participant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM results_contact
               WHERE campaign_id = OLD.campaign_id AND organisation_id = OLD.organisation_id)
       AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
        RAISE EXCEPTION 'this participant is frozen: it has contacts already'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON results_participant
    FOR EACH ROW EXECUTE FUNCTION results_freeze_participant();

CREATE FUNCTION results_begin_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO results_campaigncontrol (campaign_id, state, changed_at, changed_by, reason)
        VALUES (NEW.id, 'paused', now(), '', '') ON CONFLICT DO NOTHING;
    INSERT INTO results_campaignuse (campaign_id, in_progress, seconds) VALUES (NEW.id, 0, 0)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER begin_campaign AFTER INSERT ON results_campaign
    FOR EACH ROW EXECUTE FUNCTION results_begin_campaign();
