-- What happened is never rewritten. A correction is a new row; only the erasure of a person's data may
-- change one (and says so by setting svartid.erasing for its transaction), and never the audit trail.
CREATE FUNCTION results_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME <> 'results_auditevent'
       AND current_setting('svartid.erasing', true) = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, lower(TG_OP)
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['auditevent', 'timelinedocument', 'timelineevent', 'measurement', 'ratingevent',
        'review', 'scorerun', 'score', 'rankingrun', 'rankingrow'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_%s
                        FOR EACH ROW EXECUTE FUNCTION results_refuse_change()', name);
        EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON results_%s
                        FOR EACH STATEMENT EXECUTE FUNCTION results_refuse_change()', name);
    END LOOP;
END $$;
