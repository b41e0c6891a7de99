"""What the scheduler does, and how often. Knows nothing of Django: settings read it."""
from typing import Any


def schedule(sweep: float) -> dict[str, dict[str, Any]]:
    """Return Celery's beat schedule.

    Args:
        sweep: seconds after which is looked for what is owed and was lost, with a message or with a worker.
    """
    # One sweep does for all that waited while no worker lived.
    often = {"schedule": sweep, "options": {"expires": sweep}}
    seldom = {"schedule": 2 * sweep, "options": {"expires": 2 * sweep}}
    return {
        "owed-pdfs": {"task": "lookup.tasks.requeue_owed_pdfs", **often},
        "owed-documents": {"task": "lookup.tasks.requeue_owed_documents", **often},
        "owed-feeds": {"task": "lookup.tasks.requeue_owed_feeds", **often},
        "dropped-feeds": {"task": "lookup.tasks.read_dropped_feeds", **often},
        "old-feeds": {"task": "lookup.tasks.forget_old_feeds", "schedule": 3_600.0},
        "old-documents": {"task": "lookup.tasks.forget_old_documents", "schedule": 3_600.0},
        "owed-ledgers": {"task": "lookup.tasks.requeue_owed_ledgers", **often},
        "old-ledgers": {"task": "lookup.tasks.forget_old_ledgers", "schedule": 3_600.0},
        "owed-statements": {"task": "lookup.tasks.requeue_owed_statements", **often},
        "owed-exports": {"task": "lookup.tasks.requeue_owed_exports", **often},
        "old-exports": {"task": "lookup.tasks.forget_old_exports", "schedule": 3_600.0},
        "owed-prereviews": {"task": "resubmission.tasks.requeue_owed_prereviews", **often},
        "due-days": {"task": "resubmission.tasks.recount_due_days", "schedule": 3_600.0},
        "owed-letters": {"task": "resubmission.tasks.requeue_owed_letters", **often},
        "owed-drafts": {"task": "resubmission.tasks.requeue_owed_drafts", **often},
        "owed-scans": {"task": "resubmission.tasks.requeue_owed_scans", **often},
        "owed-pictures": {"task": "resubmission.tasks.requeue_owed_pictures", **often},
        "evidence": {"task": "resubmission.tasks.sweep_evidence", "schedule": 3_600.0},
        "unused-drafts": {"task": "resubmission.tasks.forget_unused_drafts", "schedule": 21_600.0},
        "owed-attachments": {"task": "invoice_portal.attachments.tasks.requeue_owed_attachments", **often},
        "unseen-answers": {"task": "invoice_portal.chat.tasks.tell_absent", **often},
        "unanswered-files": {"task": "invoice_portal.chat.tasks.answer_given_files", **often},
        "attachments": {"task": "invoice_portal.attachments.tasks.sweep_attachments", "schedule": 3_600.0},
        "owed-deliveries": {"task": "invoice_portal.support.tasks.requeue_owed_deliveries", **often},
        "old-help-feedback": {"task": "invoice_portal.support.tasks.forget_help_feedback", "schedule": 86_400.0},
        "watches": {"task": "lookup.tasks.sweep_watches", **seldom},
        "unsealed-events": {"task": "invoice_portal.history.tasks.seal_events", **often},
        "daily-digest": {"task": "invoice_portal.history.tasks.publish_digest", "schedule": 600.0},
        "owed-copies": {"task": "invoice_portal.privacy.tasks.requeue_owed_copies", **often},
        "due-closings": {"task": "invoice_portal.privacy.tasks.close_due_accounts", "schedule": 3_600.0},
        "retention": {"task": "invoice_portal.privacy.tasks.run_retention", "schedule": 86_400.0},
        "old-api-answers": {"task": "invoice_portal.accounts.tasks.forget_api_answers", "schedule": 86_400.0},
    }
