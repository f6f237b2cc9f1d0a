-- What was published is what its digest says, for ever.
ALTER TABLE results_publication ADD CONSTRAINT publication_is_its_digest
    CHECK (encode(sha256(convert_to(document, 'UTF8')), 'hex') = digest);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_publication
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
