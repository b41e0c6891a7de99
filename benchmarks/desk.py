"""How fast the desk is with 200,000 cases, beside itself with 2,000: start page, each filter of the queue, each search.

    python -m benchmarks.desk [--few 2000] [--many 200000] [--rounds 7]

In a database of its own (VAR_DIR=var/bench-desk), which is emptied of cases first.
"""
import argparse
import os
import statistics
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invoice_portal.settings")
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "bench-desk"))

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from invoice_portal.accounts.models import Operator, Person  # noqa: E402
from invoice_portal.accounts.opening import open_operator, open_taxpayer  # noqa: E402
from invoice_portal.accounts.staff import open_staff  # noqa: E402
from tests.login import login_at_desk  # noqa: E402

QUEUE = "/admin/resubmission/application/"
ASKED = {
    "start page": "/admin/", "queue": QUEUE, "unclaimed": "?work=unclaimed", "answered": "?work=answered",
    "second opinion": "?work=second", "mine": "?work=mine", "late": "?due=late", "soon": "?due=soon",
    "later": "?due=later", "returned": "?state=RETURNED", "region": "?region=31", "large": "?amount=4",
    "small": "?amount=1", "serious": "?severity=SERIOUS", "rule": "?rule=evidence_differs",
    "rare rule": "?rule=record_of_another", "two filters": "?work=unclaimed&severity=SERIOUS",
    "search number": "?q=26110000000000000777", "search reference": "?q=BL-777",
    "search tax ID": "?q=91110108MA00KD7X27",
    "search nothing": "?q=nothing", "page 5": "?p=4",
}  # fmt: skip
#: 15 of 100 wait, 5 are with the applicant, 80 are decided; those that wait came in the last weeks.
_CASES = """
INSERT INTO resubmission_application (id, reference, kind, state, taxpayer_id, operator_id, number, code, region,
  claimed, total, reason, explanation, decision_reason, created_at, submitted_at, decided_at, due_on,
  prereview_attempts, version, proposed_reason, touched_at, proposed_by_id, proposed_at)
SELECT gen_random_uuid(), 'BL-' || n, 'SUPPLEMENT',
  CASE WHEN n %% 100 < 15 THEN 'IN_REVIEW' WHEN n %% 100 < 20 THEN 'RETURNED' ELSE 'REJECTED' END,
  %(taxpayer)s, %(operator)s, '2611' || lpad(n::text, 16, '0'), '', (ARRAY['11','31','44'])[1 + n %% 3], '{}',
  CASE WHEN n %% 50 = 0 THEN 2000000 ELSE n %% 90000 END, 'not_found', '',
  CASE WHEN n %% 100 < 3 THEN '请补合同' ELSE '' END,
  now() - age, now() - age, CASE WHEN n %% 100 >= 20 THEN now() - age / 2 END,
  CASE WHEN n %% 100 < 15 THEN (now() - age + interval '7 days')::date END, 1, 3, '', now() - age,
  CASE WHEN n %% 100 = 14 THEN %(first)s END, CASE WHEN n %% 100 = 14 THEN now() END
FROM generate_series(%(start)s + 1, %(end)s) n,
  LATERAL (SELECT CASE WHEN n %% 100 < 20 THEN interval '1 minute' * (n %% 20000)
                       ELSE interval '1 minute' * (n * 7 %% 500000) END AS age) ages
"""
_FINDINGS = """
INSERT INTO resubmission_finding (application_id, rule, severity, field, claimed, found, found_at)
SELECT id, rule, severity, '', '', '', now() FROM resubmission_application, (VALUES
  ('evidence_read', 'INFO', 1), ('evidence_differs', 'SERIOUS', 20), ('record_of_another', 'WARNING', 2000)
) AS found (rule, severity, every)
WHERE substring(reference FROM 4)::int > %(start)s AND substring(reference FROM 4)::int %% every = 0
"""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--few", type=int, default=2_000)
    options.add_argument("--many", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    client, ids = prepare()
    fill(0, given.few, ids)
    few = measured(client, given.rounds)
    fill(given.few, given.many, ids)
    many = measured(client, given.rounds)
    print(f"{'':18} {given.few:>9,} {given.many:>9,}  ratio   (ms, median of {given.rounds})")
    for name in ASKED:
        print(f"{name:18} {few[name]:9.1f} {many[name]:9.1f}  {many[name] / few[name]:5.2f}")


def prepare() -> tuple[Client, dict[str, object]]:
    """Empty the desk; return a supervisor's client, and whose the cases will be."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE resubmission_application CASCADE")
    taxpayer = open_taxpayer(tax_id="91110108MA00KD7X27", name="北京云杉软件技术有限公司")
    operator = Operator.objects.filter(taxpayer=taxpayer).first() or open_operator(taxpayer=taxpayer, verified=True)
    people = {
        login: Person.objects.filter(login=login).first()
        or open_staff(login=login, name=login, role="SUPERVISOR", password="x" * 12).person
        for login in ("first", "second")
    }
    ids = {"taxpayer": taxpayer.pk, "operator": str(operator.pk), "first": people["first"].pk}
    return login_at_desk(Client(SERVER_NAME="localhost"), people["second"]), ids


def fill(start: int, end: int, ids: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CASES, {"start": start, "end": end} | ids)
        cursor.execute(_FINDINGS, {"start": start})
        cursor.execute("VACUUM ANALYZE resubmission_application, resubmission_finding")


def measured(client: Client, rounds: int) -> dict[str, float]:
    times = {}
    for name, asked in ASKED.items():
        address = asked if asked.startswith("/") else QUEUE + asked
        spent = []
        for _round in range(rounds + 1):
            begun = time.perf_counter()
            answer = client.get(address)
            spent.append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200, (name, answer.status_code)
        times[name] = statistics.median(spent[1:])
    return times


if __name__ == "__main__":
    main()
