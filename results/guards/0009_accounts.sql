-- A correction of an answer is never rewritten; the next one counts.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_ratingcorrection
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON results_ratingcorrection
    FOR EACH STATEMENT EXECUTE FUNCTION results_refuse_change();

-- Pages that watch a fieldwork are told which campaign moved. Not at a claim: a notice makes commits queue
-- behind each other, and claims are what all workers do at once.
CREATE FUNCTION results_tell_fieldwork() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('svartid_fieldwork', NEW.campaign_id::text);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_fieldwork AFTER UPDATE OF state ON results_attempt
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state NOT IN ('planned', 'claimed'))
    EXECUTE FUNCTION results_tell_fieldwork();
CREATE TRIGGER tell_fieldwork AFTER UPDATE OF state ON results_campaigncontrol
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION results_tell_fieldwork();

-- What all processes of the site remember together (failed sign-ins above all), by Django's database cache.
-- Unlogged: after a power cut everybody may try again.
CREATE UNLOGGED TABLE svartid_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX svartid_cache_expires ON svartid_cache (expires);
