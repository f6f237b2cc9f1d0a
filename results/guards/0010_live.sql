-- What goes on at this moment, on whatever host: a picture for those who watch, no part of the record. It
-- is not logged, so a change costs no disk, and a crash of the database empties it.
CREATE UNLOGGED TABLE results_live (
    attempt_id bigint PRIMARY KEY,
    phase varchar(16) NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION results_show_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'contacting' THEN
        INSERT INTO results_live (attempt_id, phase) VALUES (NEW.id, 'begun')
            ON CONFLICT (attempt_id) DO UPDATE SET phase = 'begun', since = clock_timestamp();
    ELSE
        DELETE FROM results_live WHERE attempt_id = NEW.id;
    END IF;
    PERFORM pg_notify('svartid_live', NEW.campaign_id::text);
    RETURN NULL;
END $$;
CREATE TRIGGER show_live AFTER UPDATE OF state ON results_attempt
    FOR EACH ROW WHEN ((OLD.state = 'contacting') <> (NEW.state = 'contacting'))
    EXECUTE FUNCTION results_show_live();
