"""Answers kept under the Idempotency-Key of a POST, so that asking again does nothing twice."""
from django.db import models

from .operator import Operator


class ApiAnswer(models.Model):
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    #: SHA-256 of what was asked: address, fields, files.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operator", "key"], name="api_answer_once")]
