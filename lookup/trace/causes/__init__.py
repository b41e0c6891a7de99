"""The causes, each a small module: ``CODE`` and ``holds(facts)``, which gives what its words need, or None.

Pure: no database, no clock, no language. The order is the contract's: the first that holds answers.
"""
from . import (
    abnormal,
    announced,
    application_open,
    batch_overdue,
    before_coverage,
    found,
    future_date,
    hidden_by_filter,
    impossible_number,
    near_miss,
    never_seen,
    no_permission,
    not_synced_yet,
    other_taxpayer,
    quarantined,
    reversed,
    voided,
    wrong_title,
)

ORDER = (
    found,
    voided,
    reversed,
    abnormal,
    hidden_by_filter,
    other_taxpayer,
    no_permission,
    quarantined,
    wrong_title,
    near_miss,
    impossible_number,
    future_date,
    announced,
    batch_overdue,
    not_synced_yet,
    application_open,
    before_coverage,
    never_seen,
)
CODES = tuple(cause.CODE for cause in ORDER)
