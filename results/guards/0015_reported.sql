-- What a shopper told is never rewritten; who was wrong says so in a new row.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON results_reportedfigure
    FOR EACH ROW EXECUTE FUNCTION results_refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON results_reportedfigure
    FOR EACH STATEMENT EXECUTE FUNCTION results_refuse_change();
