-- Why a contact does not count is never rewritten; who thinks better of it says so in a new row.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_exclusion
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON results_exclusion
    FOR EACH STATEMENT EXECUTE FUNCTION results_refuse_change();
