"""For migrations: seals what a column held in the clear."""
from django.db import migrations
from psycopg2.sql import SQL, Identifier

from .keys import digest, seal

_READ = SQL("SELECT id, {column} FROM {table} WHERE {column} <> '' AND {column} NOT LIKE %s")
_WRITE = SQL("UPDATE {table} SET {column} = %s WHERE id = %s")
#: How every sealed text begins (version byte 0x80, in base64).
_SEALED = "gAAAA"


def seal_columns(table: str, *columns: str, digested: str = "") -> migrations.RunPython:
    """Return the operation that seals these columns; ``digested`` names one whose digest is kept in ``…_digest``.

    Sealed again it changes nothing. There is no way back: the code before cannot read what is sealed.
    """

    def forwards(apps, schema_editor) -> None:
        with schema_editor.connection.cursor() as cursor:
            for column in columns:
                _seal(cursor, table, column, keep_digest=column == digested)

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def _seal(cursor, table: str, column: str, *, keep_digest: bool) -> None:
    named = {"table": Identifier(table), "column": Identifier(column)}
    cursor.execute(_READ.format(**named), [_SEALED + "%"])
    for key, text in cursor.fetchall():
        cursor.execute(_WRITE.format(**named), [seal(text), key])
        if keep_digest:
            told = named | {"column": Identifier(f"{column}_digest")}
            cursor.execute(_WRITE.format(**told), [digest(text), key])
