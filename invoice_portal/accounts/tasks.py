"""Work of the accounts that must not show in the time of an answer."""
from celery import shared_task

from invoice_portal.refusal import Refusal

from .login import operator_named
from .models import SmsCode
from .sms_codes import send_code


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
