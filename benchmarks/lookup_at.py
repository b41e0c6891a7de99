"""Look-ups against one database, as JSON: what -> milliseconds of each. Run by ``benchmarks.lookup``."""
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path  # noqa: E402

import invoice_portal.urls  # noqa: E402
from invoice_portal.accounts.access import operator_required  # noqa: E402
from invoice_portal.accounts.models import Operator, Taxpayer  # noqa: E402
from invoice_portal.accounts.opening import open_operator, open_taxpayer  # noqa: E402
from invoice_portal.prepare import collect_static  # noqa: E402
from lookup.generating import generate  # noqa: E402
from lookup.models import Invoice, Trace  # noqa: E402
from lookup.search import Criteria, search  # noqa: E402
from lookup.trace.asking import answer  # noqa: E402
from lookup.trace.form import question_of  # noqa: E402
from lookup.trace.gathering.asker import asker_of  # noqa: E402
from lookup.views import listing  # noqa: E402

GIANT = "91110108MA00KD7X27"
SHARE = 0.05
OTHER = {"buyer": "seller", "seller": "buyer"}


def prepare(size: int) -> tuple[Operator, Operator]:
    """Make the records if they are not there; return the giant's operator and a small taxpayer's."""
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    giant = open_taxpayer(tax_id=GIANT, name="北京云杉软件技术有限公司")
    if not Invoice.objects.exists():
        start = time.monotonic()
        generate(size, 1, involve=[GIANT], share=SHARE)
        print(f"{size:,} invoices in {time.monotonic() - start:.0f} s", file=sys.stderr)
        connection.cursor().execute("VACUUM ANALYZE")
    newest = Invoice.objects.exclude(seller__tax_id=GIANT).exclude(buyer=None).order_by("-id")[1000]
    # The trade goes to few: somebody from its long tail has a few dozen.
    small = newest.buyer if newest.buyer.tax_id != GIANT else newest.seller
    return _operator(giant), _operator(small)


def _operator(taxpayer: Taxpayer) -> Operator:
    if taxpayer.registered_at is None:
        taxpayer = open_taxpayer(tax_id=taxpayer.tax_id, name=taxpayer.name)
    found = Operator.objects.filter(taxpayer=taxpayer, code="01").first()
    return found or open_operator(taxpayer=taxpayer, verified=True)


def work(operator: Operator, whose: str, chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what is measured, each with new arguments."""
    own, sold = _own(operator, chance, "buyer"), _own(operator, chance, "seller")
    asker = asker_of(operator)
    day = own.issue_date.replace(day=1)
    month = {"date_from": day, "date_to": day + timedelta(days=27)}
    name = sold.buyer_name.key[2:6]
    unknown = f"26112{chance.randrange(10**15):015d}"
    yield f"number, {whose}", lambda: search(operator, Criteria(number=own.number))
    yield f"month, {whose}", lambda: search(operator, Criteria(**month))
    yield f"part of a name, {whose}", lambda: search(operator, Criteria(buyer=name))
    yield f"common part of a name, {whose}", lambda: search(operator, Criteria(seller="科技"))
    yield f"trace of an unknown number, {whose}", lambda: answer(asker, question_of({"number": unknown}))
    yield f"trace of a slip, {whose}", lambda: answer(asker, question_of({"number": own.number[:-1] + "x"}))


def _own(operator: Operator, chance: random.Random, role: str) -> Invoice:
    mine = Invoice.objects.filter(**{role: operator.taxpayer, f"{OTHER[role]}__isnull": False})
    few = mine.select_related("seller_name", "buyer_name").order_by("issue_date", "id")[: 1 + chance.randrange(400)]
    return chance.choice(list(few))


def pages(operator: Operator, number: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the look-up page, and one that logs in the same and renders the same template with constants."""
    client = Client()
    client.force_login(operator.person, backend="invoice_portal.accounts.login.OperatorBackend")
    session = client.session
    session["operator_id"] = str(operator.pk)
    session.save()
    yield "page of a number", lambda: client.get("/invoices/", {"number": number}, SERVER_NAME="localhost")
    yield "page with constants", lambda: client.get("/constant/", {"number": number}, SERVER_NAME="localhost")


def constant_page(context: dict) -> Callable:
    return operator_required(lambda request: listing.render(request, "lookup/invoices.html", context))


def main() -> None:
    size, rounds, turn = (int(argument) for argument in sys.argv[1:4])
    giant, small = prepare(size)
    taken: dict[str, list[float]] = {}
    chance = random.Random(turn)
    number = _own(giant, chance, "buyer").number
    looked_up = list(pages(giant, number))
    context = _captured(looked_up[0][1])
    invoice_portal.urls.urlpatterns.append(path("constant/", constant_page(context)))
    for one in range(rounds + 5):
        for whose, operator in (("giant", giant), ("small", small)):
            for name, call in [*work(operator, whose, chance), *(looked_up if whose == "giant" else ())]:
                start = time.perf_counter()
                call()
                if one >= 5:
                    taken.setdefault(name, []).append((time.perf_counter() - start) * 1000)
    Trace.objects.all().delete()
    print(json.dumps(taken))


def _captured(look_up: Callable[[], object]) -> dict:
    """Return the context with which the look-up page renders."""
    kept: dict = {}
    render = listing.render

    def keeping(request, template, context):
        kept.update(context)
        return render(request, template, context)

    listing.render = keeping
    look_up()
    listing.render = render
    return kept


if __name__ == "__main__":
    main()
