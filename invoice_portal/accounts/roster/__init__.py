"""The roster (名册): a CSV of taxpayers and operators that the bureau opens accounts for, all at once."""
from .report import Outcome, Report
from .taking_in import take_in

__all__ = ["Outcome", "Report", "take_in"]
