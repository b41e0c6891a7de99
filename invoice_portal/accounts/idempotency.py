"""``Idempotency-Key`` on the API's POSTs: the same key and request again gets the first answer again."""
import hashlib
import json
from collections.abc import Callable
from functools import wraps

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from invoice_portal.refusal import Refusal

from .access import current_operator
from .models import ApiAnswer

_LONGEST = 200


def idempotent(post: Callable[..., Response]) -> Callable[..., Response]:
    """Let a view's ``post`` honour the header: work and answer are kept in one transaction.

    Two requests with one key at once wait for each other. A refusal is not kept, since it changed nothing.
    Raises :class:`Refusal` (422) if the key was used for another request.
    """

    @wraps(post)
    def answered(view, request: Request, *args, **kwargs) -> Response:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key:
            return post(view, request, *args, **kwargs)
        if len(key) > _LONGEST:
            raise Refusal("bad_idempotency_key", _("Idempotency-Key 最多 200 个字符。"))
        operator, asked = current_operator(request), _fingerprint(request)
        with transaction.atomic():
            _wait_in_line(f"{operator.pk}:{key}")
            kept = ApiAnswer.objects.filter(operator=operator, key=key).first()
            if kept:
                return _again(kept, asked)
            response = post(view, request, *args, **kwargs)
            if response.status_code < 400:
                body = json.loads(json.dumps(response.data, cls=JSONEncoder))
                ApiAnswer.objects.create(
                    operator=operator, key=key, fingerprint=asked, status=response.status_code, body=body
                )
            return response

    return answered


def _again(kept: ApiAnswer, asked: str) -> Response:
    if kept.fingerprint != asked:
        detail = _("这个 Idempotency-Key 已用于另一个请求，请换一个。")
        raise Refusal("idempotency_key_reused", detail, status=422)
    return Response(kept.body, status=kept.status, headers={"Idempotent-Replayed": "true"})


def _wait_in_line(name: str) -> None:
    """Hold a lock on this name until the transaction ends."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _fingerprint(request: Request) -> str:
    digest = hashlib.sha256(request.path.encode())
    data = request.data
    for name in sorted(data) if hasattr(data, "keys") else ():
        value = data[name]
        if isinstance(value, UploadedFile):
            value = hashlib.sha256(value.read()).hexdigest()
            data[name].seek(0)
        digest.update(json.dumps([name, value], default=str).encode())
    return digest.hexdigest()
