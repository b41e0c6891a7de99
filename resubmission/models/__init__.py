from .application import Application
from .evidence import Evidence
from .finding import Finding
from .ledger_drafts import LedgerDrafts
from .letter import Letter
from .partial_upload import PartialUpload
from .picture import Picture, Picturing
from .reason_template import ReasonTemplate
from .scan import Scan
from .second_opinion import SecondOpinionLimit
from .service_promise import ServicePromise

__all__ = [
    "Application",
    "Evidence",
    "Finding",
    "LedgerDrafts",
    "Letter",
    "PartialUpload",
    "Picture",
    "Picturing",
    "ReasonTemplate",
    "Scan",
    "SecondOpinionLimit",
    "ServicePromise",
]
