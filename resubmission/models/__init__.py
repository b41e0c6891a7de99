from .application import Application
from .evidence import Evidence
from .finding import Finding

__all__ = ["Application", "Evidence", "Finding"]
