from .application import Application
from .evidence import Evidence
from .finding import Finding
from .ledger_drafts import LedgerDrafts
from .partial_upload import PartialUpload
from .picture import Picture, Picturing
from .reason_template import ReasonTemplate
from .second_opinion import SecondOpinionLimit
from .service_promise import ServicePromise

__all__ = [
    "Application",
    "Evidence",
    "Finding",
    "LedgerDrafts",
    "PartialUpload",
    "Picture",
    "Picturing",
    "ReasonTemplate",
    "SecondOpinionLimit",
    "ServicePromise",
]
