"""Columns for personal data: one that keeps it sealed, one that finds it."""
from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from .keys import digest, seal, unseal


class SealedField(models.TextField):
    """Text that lies in the database sealed and is read as it was written. It cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        return seal(str(value)) if value is not None else None

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value) if value is not None else None

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: look for its digest (sealed.keys.digests)")


class DigestField(models.CharField):
    """The keyed digest of another column, kept with it: ``DigestField(of="phone")``."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 64, "blank": True, "default": "", "editable": False} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        made = digest(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, made)
        return made
