"""The office as it is when the portal is installed: a test that commits leaves no rows of migrations behind."""
from datetime import time

import pytest

from invoice_portal.office.models import OfficeContact, OfficeHours


@pytest.fixture
def office(db):
    """Let the office have its first hours and its hotline."""
    for day in range(5):
        OfficeHours.objects.get_or_create(weekday=day, opens=time(8, 30), defaults={"closes": time(17, 30)})
    hotline = {"name": "纳税服务热线", "name_en": "Taxpayer service hotline", "first": True, "place": 10}
    OfficeContact.objects.get_or_create(phone="12366", defaults=hotline)
