"""How soon answers are shown in 500 open conversations: from an agent's sending to the page part that holds the answer.

    python -m benchmarks.chat [--open 500] [--rate 10] [--seconds 60]

Each conversation has a stream of its own to a web server of two processes, as the supervisor starts it, and asks for
the changed part of its page when it hears a hint, as the page's script does. Beside it, the same while nobody listens:
the page asked for alone. In a database of its own (VAR_DIR=var/bench-chat).
"""
import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "bench-chat"))

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from invoice_portal.accounts.models import Operator, Person  # noqa: E402
from invoice_portal.accounts.opening import open_operator, open_taxpayer  # noqa: E402
from invoice_portal.accounts.staff import open_staff  # noqa: E402
from invoice_portal.chat.models import Conversation, Message  # noqa: E402
from invoice_portal.chat.moving import begin  # noqa: E402
from invoice_portal.chat.saying import channel_of, say  # noqa: E402
from invoice_portal.live.granting import grant  # noqa: E402
from tests.factories import tax_id  # noqa: E402
from tests.login import login_as  # noqa: E402

PORT = 8199


@dataclass
class Reader:
    """One person with one conversation open."""

    conversation: Conversation
    token: str
    cookie: str
    seen: str = ""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--open", type=int, default=500)
    options.add_argument("--rate", type=float, default=10.0, help="answers a second")
    options.add_argument("--seconds", type=int, default=60)
    given = options.parse_args()
    readers, agent = prepare(given.open)
    with serving():
        alone = asyncio.run(asked_alone(readers[:50]))
        shown = asyncio.run(measured(readers, agent, given.rate, given.seconds))
    print(f"{given.open} open, {given.rate:g} answers a second, {len(shown)} answers (ms)")
    print("                p50    p95    p99    most")
    for name, spent in (("page part alone", alone), ("answer shown", shown)):
        cuts = statistics.quantiles(spent, n=100)
        print(f"{name:15} {cuts[49]:6.0f} {cuts[94]:6.0f} {cuts[98]:6.0f} {max(spent):6.0f}")


def prepare(many: int) -> tuple[list[Reader], Person]:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    Message.objects.all().delete()
    Conversation.objects.all().delete()
    agent = Person.objects.filter(login="agent").first()
    agent = agent or open_staff(login="agent", name="agent", role="SUPPORT", password="x" * 12).person
    return [reader(n) for n in range(many)], agent


def reader(n: int) -> Reader:
    taxpayer = open_taxpayer(tax_id=tax_id(n), name=f"{n}")
    operator = Operator.objects.filter(taxpayer=taxpayer).first() or open_operator(taxpayer=taxpayer, verified=True)
    conversation = begin(operator)
    say(conversation, Message.Author.PERSON, "?")
    client = login_as(Client(SERVER_NAME="localhost"), operator)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].OutputString(attrs=[])
    return Reader(conversation, grant(channel_of(conversation), operator), cookie)


class serving:
    def __enter__(self) -> None:
        command = [sys.executable, "-m", "uvicorn", "invoice_portal.asgi:application", "--port", str(PORT)]
        self.web = subprocess.Popen([*command, "--workers", "2", "--log-level", "warning", "--no-access-log"])
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5)
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the web server does not start")

    def __exit__(self, *_how: object) -> None:
        self.web.terminate()
        self.web.wait(10)


async def asked_alone(readers: list[Reader]) -> list[float]:
    spent = []
    for one in readers * 4:
        begun = time.perf_counter()
        await news(one)
        spent.append((time.perf_counter() - begun) * 1000)
    return spent


async def measured(readers: list[Reader], agent: Person, rate: float, seconds: int) -> list[float]:
    sent: dict[str, float] = {}
    spent: list[float] = []
    listening = [asyncio.create_task(listen(one, sent, spent)) for one in readers]
    await asyncio.sleep(15)
    spent.clear()
    for n in range(int(rate * seconds)):
        one = random.choice(readers)
        text = f"answer {n}."
        sent[text] = time.perf_counter()
        await asyncio.to_thread(say, one.conversation, Message.Author.AGENT, text, staff=agent)
        await asyncio.sleep(max(0.0, 1 / rate - (time.perf_counter() - sent[text])))
    await asyncio.sleep(5)
    for task in listening:
        task.cancel()
    print(f"not shown: {len(sent) - len(spent)}")
    return spent


async def listen(one: Reader, sent: dict[str, float], spent: list[float]) -> None:
    reading, writing = await asyncio.open_connection("127.0.0.1", PORT)
    writing.write(f"GET /live/?token={one.token} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    while line := await reading.readline():
        if line != b"event: hint\n":
            continue
        page = await news(one)
        now = time.perf_counter()
        for text in [text for text in sent if text in page and text not in one.seen]:
            one.seen += text
            spent.append((now - sent[text]) * 1000)


async def news(one: Reader) -> str:
    reading, writing = await asyncio.open_connection("127.0.0.1", PORT)
    head = f"GET /support/chat/{one.conversation.pk}/news/?seen=0 HTTP/1.1\r\nHost: localhost\r\n"
    writing.write(f"{head}Cookie: {one.cookie}\r\nConnection: close\r\n\r\n".encode())
    page = (await reading.read()).decode()
    writing.close()
    if not page.startswith("HTTP/1.1 200"):
        raise SystemExit(page[:200])
    return page


if __name__ == "__main__":
    main()
