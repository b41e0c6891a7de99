"""What the web server runs: streams of hints here, every other request by Django in a thread of its own."""
import os

from a2wsgi import WSGIMiddleware
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")

# Before anything that needs the models: this makes Django ready.
from invoice_portal.wsgi import application as pages

# isort: split
from invoice_portal.live.streaming import Streams

THREADS = int(os.environ.get("WEB_THREADS", "4"))
_pages = WSGIMiddleware(pages, workers=THREADS)
_streams = Streams(settings.REDIS_URL)


async def application(scope, receive, send) -> None:
    """Serve one connection (ASGI 3)."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http" and scope["path"] == "/live/":
        await _streams.serve(scope, receive, send)
    elif scope["type"] == "http":
        await _pages(scope, receive, send)


async def _live(receive, send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    _streams.end()
    await send({"type": "lifespan.shutdown.complete"})
