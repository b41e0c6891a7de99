"""The names under which a taxpayer itself stands on its invoices: few, however many the invoices."""
from django.db import connection

#: One step in the index by (taxpayer, its name) for each name; PostgreSQL does not skip so by itself for DISTINCT.
_SKIPPING = """
WITH RECURSIVE borne(name) AS (
    (SELECT {role}_name_id FROM lookup_invoice WHERE {role}_id = %(me)s ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT (SELECT {role}_name_id FROM lookup_invoice
            WHERE {role}_id = %(me)s AND {role}_name_id > borne.name ORDER BY 1 LIMIT 1)
    FROM borne WHERE borne.name IS NOT NULL
)
SELECT id FROM lookup_partyname JOIN borne ON borne.name = id WHERE strpos(key, %(key)s) > 0
"""


def own_names(taxpayer_id: int, role: str, key: str) -> list[int]:
    """Return the ids of the names that contain the key and with which the taxpayer is ``seller``, or ``buyer``."""
    with connection.cursor() as cursor:
        cursor.execute(_SKIPPING.format(role=role), {"me": taxpayer_id, "key": key})
        return [name for (name,) in cursor.fetchall()]
