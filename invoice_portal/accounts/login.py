"""Login of operators by tax ID, operator code and password."""
from django.contrib.auth.backends import BaseBackend


class OperatorBackend(BaseBackend):
    """Authenticates the person behind an operator of a taxpayer."""
