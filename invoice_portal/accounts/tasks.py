"""Work of the accounts that must not show in the time of an answer."""
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from invoice_portal.refusal import Refusal

from .login import operator_named
from .models import ApiAnswer, SmsCode
from .sms_codes import send_code

KEPT = timedelta(days=30)


@shared_task
def send_reset_code(tax_id: str, operator_code: str, session: str) -> None:
    """Send a reset code, if there is such an operator and one may be sent; say nothing otherwise."""
    operator = operator_named(tax_id, operator_code)
    if operator is None:
        return
    try:
        send_code(operator=operator, purpose=SmsCode.Purpose.RESET, session=session)
    except Refusal:
        return


@shared_task
def forget_api_answers() -> None:
    """Delete answers kept for Idempotency-Key after a month: nobody repeats a request that late."""
    ApiAnswer.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
