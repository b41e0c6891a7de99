"""Who may log in how: operators by tax ID, operator code and password; staff by login and password."""
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.hashers import check_password, make_password

from .models import Operator, Person


def operator_named(tax_id: str, code: str = "") -> Operator | None:
    """Return the operator that is meant; without a code, the taxpayer's only one. One query, whatever there is."""
    operators = Operator.objects.active().filter(taxpayer__tax_id=tax_id).select_related("person", "taxpayer")
    found = list((operators.filter(code=code) if code else operators)[:2])
    return found[0] if len(found) == 1 else None


class OperatorBackend(BaseBackend):
    """Authenticates the person behind an operator; ``person.acting_as`` is that operator.

    Whatever is wrong (unknown ID, ended operator, several and none named, password), the work is the same:
    one query and one Argon2 verification.
    """

    def authenticate(self, request, username=None, password=None, tax_id=None, operator_code=""):
        if tax_id is None:
            return None
        operator = operator_named(tax_id, operator_code)
        if operator is None:
            make_password(password)
            return None
        person = operator.person
        if person.is_staff or not check_password(password, person.password):
            return None
        person.acting_as = operator
        return person

    def get_user(self, user_id):
        return Person.objects.filter(pk=user_id, is_active=True, is_staff=False).first()


class StaffBackend(ModelBackend):
    """Authenticates the bureau's people, and no one else."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if "tax_id" in kwargs:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.is_staff
