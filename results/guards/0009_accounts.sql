-- A correction of an answer is never rewritten; the next one counts.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_ratingcorrection
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON results_ratingcorrection
    FOR EACH STATEMENT EXECUTE FUNCTION results_refuse_change();

-- Pages that watch a fieldwork are told at once that somebody paused, resumed or stopped it.
CREATE FUNCTION results_tell_control() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('svartid_live', NEW.campaign_id::text);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_control AFTER UPDATE OF state ON results_campaigncontrol
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION results_tell_control();

-- What all processes of the site remember together (failed sign-ins above all), by Django's database cache.
-- Unlogged: after a power cut everybody may try again.
CREATE UNLOGGED TABLE svartid_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX svartid_cache_expires ON svartid_cache (expires);
