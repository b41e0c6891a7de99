"""Who may log in how: operators by tax ID, operator code and password; staff by login and password."""
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.hashers import check_password, make_password

from .models import Operator, Person


class OperatorBackend(BaseBackend):
    """Authenticates the person behind an operator; ``person.acting_as`` is that operator.

    Whatever is wrong (unknown ID, ended operator, several and none named, password), the work is the same:
    one query and one Argon2 verification.
    """

    def authenticate(self, request, username=None, password=None, tax_id=None, operator_code=""):
        if tax_id is None:
            return None
        operators = Operator.objects.active().filter(taxpayer__tax_id=tax_id).select_related("person", "taxpayer")
        if operator_code:
            operators = operators.filter(code=operator_code)
        found = list(operators[:2])
        if len(found) != 1:
            make_password(password)
            return None
        person = found[0].person
        if person.is_staff or not check_password(password, person.password):
            return None
        person.acting_as = found[0]
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
