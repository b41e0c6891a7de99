"""The database itself refuses to change or delete an event."""
from django.db import migrations

REFUSE = """
CREATE FUNCTION history_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER history_event_append_only BEFORE UPDATE OR DELETE ON history_event
    FOR EACH ROW EXECUTE FUNCTION history_refuse_change();
"""
ALLOW = "DROP TRIGGER history_event_append_only ON history_event; DROP FUNCTION history_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
