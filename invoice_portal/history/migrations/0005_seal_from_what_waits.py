"""Seal by looking up each waiting event: PostgreSQL may otherwise walk all events from the first one on."""
from django.db import migrations

SEAL = """
CREATE OR REPLACE FUNCTION history_seal(most integer) RETURNS integer LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("history", "0004_chain_written_by_the_database")]
    operations = [migrations.RunSQL(SEAL, migrations.RunSQL.noop)]
