"""Nothing personal in logs: a whole journey, with what goes wrong on the way, is logged at every level and read."""
import logging
import re

import pytest
from django.test import Client

from invoice_portal.complaints.models import Complaint
from invoice_portal.gateway.models import OutboxMessage
from tests.factories import PASSWORD, OperatorFactory, PersonFactory, TaxpayerFactory

PHONE, NAME, EMAIL = "13987654321", "欧阳某某", "ouyang@example.com"
CONTACT, IDENTITY = "138-1111-2222", "11010119900307123X"
WRONG = "not-the-right-password"


class _Everything(logging.Handler):
    """Keeps each record as a program that ships logs would: message, traceback and whatever hangs on it."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        beside = {key: str(value) for key, value in vars(record).items() if key not in ("msg", "args", "request")}
        self.lines.append(f"{self.format(record)} {beside}")


@pytest.fixture
def logged():
    handler, root = _Everything(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django").addHandler(handler)
    yield handler.lines
    logging.getLogger("django").removeHandler(handler)
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def operator(db):
    person = PersonFactory(phone=PHONE, name=NAME, email=EMAIL)
    return OperatorFactory(person=person, taxpayer=TaxpayerFactory(), verified_at=None)


def log_in(client: Client, operator) -> None:
    named = {"tax_id": operator.taxpayer.tax_id, "operator": operator.code}
    client.post("/login/", named | {"password": WRONG})
    client.post("/login/", named | {"password": PASSWORD})
    client.get("/login/code/")
    code = re.search(r"\d{6}", OutboxMessage.objects.latest("sent_at").text).group()
    client.post("/login/code/", {"code": code})
    client.post("/privacy/agree/")


def test_a_journey_leaves_nothing_personal_in_the_logs(operator, logged, monkeypatch):
    client = Client(raise_request_exception=False)
    log_in(client, operator)
    assert client.get("/").status_code == 200
    client.get("/invoices/", {"title": NAME, "buyer": IDENTITY})
    client.post("/trace/", {"number": "26112000000000000001", "title": NAME, "buyer": IDENTITY})
    client.post("/account/password/", {"current": WRONG, "new": PASSWORD, "again": PASSWORD})
    client.post("/support/chat/", {"text": f"我是{NAME}，电话 {CONTACT}"})
    said = {"kind": "COMPLAINT", "category": "SELLER", "text": f"{NAME}：销售方拒不开具发票，请查处。", "name": NAME}
    Client().post("/feedback/", said | {"contact": CONTACT})
    assert Complaint.objects.get().contact == CONTACT
    client.get("/none/")

    def broken(*_args, **_named):
        raise RuntimeError("something failed")

    monkeypatch.setattr("lookup.views.trace.ask_paced", broken)
    failed = client.post("/trace/", {"number": "26112000000000000002", "title": NAME, "buyer": IDENTITY})
    assert failed.status_code == 500
    text = "\n".join(logged)
    assert "something failed" in text
    for secret in (PHONE, NAME, EMAIL, CONTACT, IDENTITY, WRONG, PASSWORD):
        assert secret not in text, next(line[:300] for line in logged if secret in line)
