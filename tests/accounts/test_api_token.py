import pytest
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from invoice_portal.accounts.api import TokenAuthentication
from invoice_portal.accounts.models import ApiToken
from invoice_portal.accounts.tokens import issue_token, revoke_token
from tests.factories import OperatorFactory


def asked(header):
    return Request(APIRequestFactory().get("/", HTTP_AUTHORIZATION=header), authenticators=[TokenAuthentication()])


def test_token_good_sets_user_auth_and_operator_in_one_query(db, django_assert_num_queries):
    operator = OperatorFactory()
    request = asked("Bearer " + issue_token(operator=operator))
    ApiToken.objects.update(last_used_at=timezone.now())
    with django_assert_num_queries(1):
        assert request.user == operator.person
        assert request.operator == request._request.operator == operator
        assert request.auth.operator.taxpayer == operator.taxpayer


def test_token_is_kept_only_as_digest(db):
    token = issue_token(operator=OperatorFactory())
    assert token not in str(ApiToken.objects.values().get())


@pytest.mark.parametrize("end", ["revoked", "operator ended", "person inactive"])
def test_token_ended_is_refused(db, end):
    from rest_framework.exceptions import AuthenticationFailed

    operator = OperatorFactory()
    token = issue_token(operator=operator)
    if end == "revoked":
        revoke_token(ApiToken.objects.get())
    elif end == "operator ended":
        operator.ended_at = timezone.now()
        operator.save()
    else:
        operator.person.is_active = False
        operator.person.save()
    with pytest.raises(AuthenticationFailed):
        assert asked(f"Bearer {token}").user


