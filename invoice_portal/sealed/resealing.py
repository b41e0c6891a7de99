"""Seals everything anew by today's key, so that earlier ones can be taken out of the settings."""
from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from .fields import DigestField, SealedField
from .keys import digest, reseal, unseal

_AT_ONCE = 500


def sealed_models() -> Iterator[type[models.Model]]:
    """Yield the models that keep anything sealed."""
    for model in apps.get_models():
        if any(isinstance(field, SealedField) for field in model._meta.concrete_fields):
            yield model


def reseal_all(model: type[models.Model]) -> int:
    """Seal every row anew, some at a time; return how many. Broken off, it can be run again."""
    last, done = None, 0
    while keys := _keys_after(model, last):
        with transaction.atomic():
            for pk in keys:
                done += _reseal_one(model, pk)
        last = keys[-1]
    return done


def _keys_after(model: type[models.Model], last) -> list:
    rows = model._base_manager.order_by("pk")
    rows = rows.filter(pk__gt=last) if last is not None else rows
    return list(rows.values_list("pk", flat=True)[:_AT_ONCE])


def _reseal_one(model: type[models.Model], pk) -> bool:
    """Read and write the row's columns as they lie in the database, past the fields."""
    fields = model._meta.concrete_fields
    sealed = {field.attname: models.functions.Cast(field.column, models.TextField()) for field in fields
              if isinstance(field, SealedField)}  # fmt: skip
    row = model._base_manager.select_for_update().filter(pk=pk)
    raw = row.annotate(**{f"raw_{name}": cast for name, cast in sealed.items()}).values(*(f"raw_{n}" for n in sealed))
    found = raw.first()
    if found is None:
        return False
    new = {name: models.Value(reseal(found[f"raw_{name}"]), models.TextField()) for name in sealed
           if found[f"raw_{name}"]}  # fmt: skip
    for field in fields:
        if isinstance(field, DigestField) and found.get(f"raw_{field.of}"):
            new[field.attname] = digest(unseal(found[f"raw_{field.of}"]))
    return bool(new and row.update(**new))
