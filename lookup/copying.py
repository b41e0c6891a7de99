"""Many rows into a table at once, by COPY: the ORM's object per row costs more than the row.

CSV, because Python writes it in C; NULL is nothing between two commas, "" where the column is a text.
"""
import csv
import io
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model


def copy_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence], *, table: str = "", extra: Sequence[str] = (),
    hexed_last: bool = False,
) -> None:  # fmt: skip
    """COPY rows, values in the order of ``columns``, into the model's table or a ``table`` made like it.

    Bytes are given as ``hexed``, JSON as text. ``extra`` are columns at the end that only ``table`` has.
    ``hexed_last``: the last value of each row is long bytes, written as they are: nothing in them needs quotes.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    texts = [name for name in columns if not fields[name].null and fields[name].empty_strings_allowed]
    options = f"FORMAT csv, FORCE_NOT_NULL ({', '.join(texts)})" if texts else "FORMAT csv"
    out = io.StringIO()
    if hexed_last:
        writer = csv.writer(out, lineterminator=",")
        for row in rows:
            writer.writerow(row[:-1])
            out.write(f"{row[-1]}\n")
    else:
        csv.writer(out, lineterminator="\n").writerows(rows)
    out.seek(0)
    names = ", ".join([*columns, *extra])
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table or model._meta.db_table} ({names}) FROM STDIN ({options})", out)


def hexed(data: bytes) -> str:
    """Bytes as COPY takes them."""
    return f"\\x{data.hex()}"


def new_ids(model: type[Model], count: int) -> list[int]:
    """Reserve ids, so that rows can refer to each other before they are written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]
