"""Both back ends keep the same promise."""
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from invoice_portal.gateway.models import OutboxMessage
from invoice_portal.gateway.sending import GatewayDown, send

ONE = {"channel": "SMS", "to": "13800000001", "text": "验证码 123456", "subject": ""}


@pytest.fixture
def outbox_back_end(db, settings):
    settings.GATEWAY = "outbox"
    return lambda: list(OutboxMessage.objects.order_by("id").values("channel", "to", "text", "subject"))


@pytest.fixture
def gateway_server():
    """A real gateway on localhost that, as gateways do, takes a key only once."""
    taken, seen = {}, []

    class Gateway(BaseHTTPRequestHandler):
        status = 202

        def do_POST(self):
            seen.append(dict(self.headers))
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.status < 300:
                taken.setdefault(self.headers["Idempotency-Key"], body)
            self.send_response(self.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.taken, server.seen, server.kind = taken, seen, Gateway
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def http_back_end(gateway_server, settings):
    settings.GATEWAY, settings.GATEWAY_TOKEN = "http", "secret-token"
    settings.GATEWAY_URL = f"http://127.0.0.1:{gateway_server.server_port}/messages"
    return lambda: list(gateway_server.taken.values())


@pytest.mark.django_db
@pytest.mark.parametrize("back_end", ["outbox_back_end", "http_back_end"])
def test_send_same_key_twice_is_one_message(back_end, request):
    messages = request.getfixturevalue(back_end)
    send("SMS", "13800000001", "验证码 123456", key="k1")
    send("SMS", "13800000001", "验证码 123456", key="k1")
    send("EMAIL", "a@example.com", "您好", subject="通知", key="k2")
    assert messages() == [ONE, {"channel": "EMAIL", "to": "a@example.com", "text": "您好", "subject": "通知"}]


def test_send_over_http_carries_token_and_key(http_back_end, gateway_server):
    send("SMS", "13800000001", "x", key="k9")
    headers = gateway_server.seen[0]
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer secret-token", "k9")


@pytest.mark.parametrize("status", [302, 400, 500])
def test_send_over_http_refused_is_gateway_down(http_back_end, gateway_server, status):
    gateway_server.kind.status = status
    with pytest.raises(GatewayDown):
        send("SMS", "13800000001", "x", key="k1")
    assert http_back_end() == []
    assert len(gateway_server.seen) == 1


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "http://127.0.0.1:1/"])
def test_send_over_http_no_gateway_is_gateway_down(settings, url):
    settings.GATEWAY, settings.GATEWAY_URL = "http", url
    with pytest.raises(GatewayDown):
        send("SMS", "13800000001", "x", key="k1")
