"""Demo mode only: the codes that the authenticators of the demo's staff would show now."""
import base64
import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ..demo import code_at, demo_accounts, step_now
from ..models import Authenticator


@never_cache
def demo_codes(request: HttpRequest) -> HttpResponse:
    """Show a code for each member of the demo's staff that will be taken now; secrets come from the demo's file."""
    if not settings.DEMO:
        raise Http404
    accounts = [account for account in demo_accounts() if account.get("totp_secret")]
    found = Authenticator.objects.filter(user__login__in=[account["login"] for account in accounts], confirmed=True)
    devices = {device.user.login: device for device in found.select_related("user")}
    shown = [account | _shown(account["totp_secret"], devices.get(account["login"])) for account in accounts]
    context = {"accounts": shown, "seconds": 30 - int(time.time()) % 30}
    return render(request, "accounts/demo_codes.html", context)


def _shown(secret: str, device: Authenticator | None) -> dict:
    """Return the code, "" while the next one has to be waited for; ``changed``: there is another authenticator."""
    if device is None or device.secret != base64.b32decode(secret).hex():
        return {"changed": True, "code": ""}
    # Each step's code counts once; the next step's is taken already.
    step = max(step_now(), device.last_t + 1)
    return {"changed": False, "code": code_at(secret, step) if step <= step_now() + 1 else ""}
