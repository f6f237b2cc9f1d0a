-- The sent ratings that nobody has decided on since they were sent: what pages count on every visit. Nothing is
-- in it that could not be counted anew; the triggers keep it, whatever client writes.
CREATE TABLE results_waiting (
    session_id bigint PRIMARY KEY REFERENCES results_ratingsession ON DELETE CASCADE,
    campaign_id bigint NOT NULL REFERENCES results_campaign ON DELETE CASCADE
);
CREATE INDEX results_waiting_campaign ON results_waiting (campaign_id);

CREATE FUNCTION results_wait_for_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'submitted' AND NEW.role <> 'calibration' THEN
        INSERT INTO results_waiting (session_id, campaign_id)
            SELECT NEW.id, campaign_id FROM results_contact WHERE id = NEW.contact_id
            ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM results_waiting WHERE session_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER wait_for_review AFTER INSERT ON results_ratingsession
    FOR EACH ROW EXECUTE FUNCTION results_wait_for_review();
CREATE TRIGGER wait_for_review_again AFTER UPDATE OF state ON results_ratingsession
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION results_wait_for_review();

-- Whatever was decided, the rating waits no longer; one that was sent back waits again when it is sent again.
CREATE FUNCTION results_wait_no_longer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM results_waiting WHERE session_id = NEW.session_id;
    RETURN NULL;
END $$;
CREATE TRIGGER wait_no_longer AFTER INSERT ON results_review
    FOR EACH ROW EXECUTE FUNCTION results_wait_no_longer();

INSERT INTO results_waiting (session_id, campaign_id)
    SELECT r.id, c.campaign_id FROM results_ratingsession r
    JOIN results_contact c ON c.id = r.contact_id
    LEFT JOIN LATERAL (SELECT decision, at FROM results_review v WHERE v.session_id = r.id
                       ORDER BY v.at DESC, v.id DESC LIMIT 1) newest ON true
    WHERE r.state = 'submitted' AND r.role <> 'calibration'
    AND (newest.decision IS NULL OR newest.decision = 'returned' AND newest.at < r.submitted_at);
