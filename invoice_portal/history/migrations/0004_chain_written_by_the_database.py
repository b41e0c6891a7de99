"""The database seals events in order and refuses to change, remove or truncate any of it."""
from django.db import migrations

CHAIN = """
CREATE FUNCTION history_text(event history_event) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN event.id IS NOT NULL THEN jsonb_build_array(
        event.id, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), event.subject_type,
        event.subject_id, event.action, event.actor_id, event.reason, event.data
    )::text END
$$;
CREATE FUNCTION history_await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO history_unsealed (event_id) SELECT id FROM added;
    RETURN NULL;
END $$;
CREATE TRIGGER history_event_awaits_seal AFTER INSERT ON history_event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION history_await_seal();
CREATE FUNCTION history_seal(most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    last bytea;
    place bigint;
    event history_event;
    events bigint[] := '{}';
    before bytea[] := '{}';
    own bytea[] := '{}';
BEGIN
    -- One at a time: each statement below sees what the one before us has committed.
    PERFORM pg_advisory_xact_lock(hashtextextended('history_link', 0));
    SELECT digest, position INTO last, place FROM history_link ORDER BY position DESC LIMIT 1;
    last := coalesce(last, decode(repeat('00', 32), 'hex'));
    FOR event IN
        -- Each by its id: joined, PostgreSQL may walk all events from the first one on.
        SELECT e.* FROM (SELECT event_id FROM history_unsealed ORDER BY event_id LIMIT most) u
        CROSS JOIN LATERAL (SELECT * FROM history_event WHERE id = u.event_id OFFSET 0) e ORDER BY e.id
    LOOP
        events := array_append(events, event.id);
        before := array_append(before, last);
        last := sha256(last || convert_to(history_text(event), 'UTF8'));
        own := array_append(own, last);
    END LOOP;
    INSERT INTO history_link (position, event_id, previous, digest)
        SELECT coalesce(place, 0) + nth, event_id, previous, digest
        FROM unnest(events, before, own) WITH ORDINALITY AS chained(event_id, previous, digest, nth);
    DELETE FROM history_unsealed WHERE event_id = ANY (events);
    RETURN cardinality(events);
END $$;
INSERT INTO history_unsealed (event_id) SELECT id FROM history_event;
CREATE TRIGGER history_event_whole BEFORE TRUNCATE ON history_event
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuse_change();
CREATE TRIGGER history_link_append_only BEFORE UPDATE OR DELETE ON history_link
    FOR EACH ROW EXECUTE FUNCTION history_refuse_change();
CREATE TRIGGER history_link_whole BEFORE TRUNCATE ON history_link
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuse_change();
CREATE TRIGGER history_daydigest_append_only BEFORE UPDATE OR DELETE ON history_daydigest
    FOR EACH ROW EXECUTE FUNCTION history_refuse_change();
CREATE TRIGGER history_daydigest_whole BEFORE TRUNCATE ON history_daydigest
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuse_change();
"""
NO_CHAIN = """
DROP TRIGGER history_daydigest_whole ON history_daydigest;
DROP TRIGGER history_daydigest_append_only ON history_daydigest;
DROP TRIGGER history_link_whole ON history_link;
DROP TRIGGER history_link_append_only ON history_link;
DROP TRIGGER history_event_whole ON history_event;
DROP TRIGGER history_event_awaits_seal ON history_event;
DROP FUNCTION history_seal(integer);
DROP FUNCTION history_await_seal();
DROP FUNCTION history_text(history_event);
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0003_chain")]
    operations = [migrations.RunSQL(CHAIN, NO_CHAIN)]
