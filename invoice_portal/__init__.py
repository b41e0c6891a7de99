"""Missing-Invoice Portal: tells taxpayers why an e-invoice is missing, and gets it back."""
from .celery import app as celery_app

__all__ = ["celery_app"]
