"""Opens the demo accounts, once, with passwords made at the first start."""
import json
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from invoice_portal.accounts.consent import agree
from invoice_portal.accounts.models import Operator, Person
from invoice_portal.accounts.opening import open_operator, open_taxpayer
from invoice_portal.accounts.second_factor.proving import enrolled
from invoice_portal.accounts.staff import open_staff

from .authenticator import bind, new_secret
from .cast import LOGINS, STAFF, TAXPAYERS


def accounts_file() -> Path:
    """Where the demo's generated passwords are kept, outside the repository."""
    return settings.VAR_DIR / "demo_accounts.json"


def open_accounts() -> list[dict]:
    """Open every account of the cast that is missing and return all, with their passwords."""
    passwords, factors = _passwords(), _factors()
    with transaction.atomic():
        taxpayers = {tax_id: open_taxpayer(tax_id=tax_id, name=name) for tax_id, name in TAXPAYERS.items()}
        persons: dict[str, Person] = {}
        for login in LOGINS:
            operator = Operator.objects.filter(taxpayer=taxpayers[login.tax_id], code=login.operator).first()
            operator = operator or open_operator(
                taxpayer=taxpayers[login.tax_id], code=login.operator, phone=login.phone,
                password=passwords[login.person], person=persons.get(login.person),
                scopes=login.scopes, verified=login.verified, name=login.label.split("（")[0],
            )
            persons[login.person] = operator.person
            if login.verified:
                agree(operator.person)
        for member in STAFF:
            person = Person.objects.filter(login=member.login).first()
            person = person or open_staff(
                login=member.login, name=member.label, role=member.role, regions=member.regions,
                password=passwords[member.login],
            ).person
            if not enrolled(person):
                factors[member.login]["recovery_codes"] = bind(person, factors[member.login]["totp_secret"])
    accounts = _described(passwords, factors)
    path = accounts_file()
    path.touch(mode=0o600)
    path.write_text(json.dumps(accounts, ensure_ascii=False, indent=1), encoding="utf-8")
    return accounts


def _known() -> list[dict]:
    return json.loads(accounts_file().read_text(encoding="utf-8")) if accounts_file().exists() else []


def _factors() -> dict[str, dict]:
    """Return the second factor of each member of staff, as scripts use it."""
    known = {account["login"]: account for account in _known() if account.get("totp_secret")}
    return {
        member.login: {
            name: known.get(member.login, {}).get(name, new)
            for name, new in (("totp_secret", new_secret()), ("recovery_codes", []))
        }
        for member in STAFF
    }


def _passwords() -> dict[str, str]:
    passwords = {account["person"]: account["password"] for account in _known()}
    for who in [login.person for login in LOGINS] + [member.login for member in STAFF]:
        passwords.setdefault(who, secrets.token_urlsafe(9))
    return passwords


def _described(passwords: dict[str, str], factors: dict[str, dict]) -> list[dict]:
    taxpayers = [
        {"label": login.label, "tax_id": login.tax_id, "operator": login.operator, "person": login.person,
         "password": passwords[login.person], "staff": False, "login": ""}
        for login in LOGINS
    ]
    staff = [
        {"label": member.label, "tax_id": "", "operator": "", "person": member.login,
         "password": passwords[member.login], "staff": True, "login": member.login,
         **factors[member.login]}
        for member in STAFF
    ]
    return taxpayers + staff
