"""No file hurts the process that takes it: each is refused with its reason, and leaves nothing behind."""
import os
import random
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from invoice_portal.history.models import Event
from invoice_portal.refusal import Refusal
from lookup.reading.apart import spoken_by
from resubmission.evidence import add
from resubmission.file_format import MEMORY, SECONDS, WHY, format_of
from resubmission.models import Evidence
from tests.documents import digital_ofd, einvoice_xml
from tests.reading import hostile as bombs

from .hostile import MADE, attached, office, opening, pdf, pikepdf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", MADE)
def test_hostile_file_is_refused_with_its_reason_and_nothing_is_left(application, files, name):
    make, code = MADE[name]
    events, version = Event.objects.count(), application.version
    with pytest.raises(Refusal) as refused:
        add(application, data=make(), original_name="发票.pdf", by=application.operator.person)
    application.refresh_from_db()
    assert refused.value.code == code
    assert refused.value.fields == {"file": refused.value.detail}
    assert (Evidence.objects.count(), files(), Event.objects.count()) == (0, [], events)
    assert application.version == version


def test_every_reason_but_that_of_what_dies_is_tried():
    tried = {code for _make, code in MADE.values()}
    assert set(WHY) - tried == {"too_complex"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(attached("original.xml", einvoice_xml()), id="pdf with its xml"),
        pytest.param(attached("发票.ofd", digital_ofd()), id="pdf with an ofd"),
        pytest.param(attached("明细.xlsx", office("xl/workbook.xml")), id="pdf with a table"),
        pytest.param(opening(S=pikepdf.Name.GoTo, D=[0, pikepdf.Name.Fit]), id="pdf that opens at a page"),
        pytest.param(opening(S=pikepdf.Name.URI, URI="https://example.com"), id="pdf with a link"),
        pytest.param(b"<business><head/><body/></business>", id="xml with head and body"),
    ],
)
def test_what_is_harmless_is_taken(application, data):
    add(application, data=data, original_name="a", by=application.operator.person)
    assert Evidence.objects.count() == 1


def test_page_says_why_and_answers_on(person, application):
    address = f"/applications/{application.pk}/evidence/"
    answer = person.post(address, {"files": SimpleUploadedFile("合同.pdf", opening(S=pikepdf.Name.JavaScript, JS="1"))})
    assert answer.status_code == 422
    assert str(WHY["javascript"]) in answer.content.decode()
    assert person.get(address).status_code == 200


@pytest.mark.parametrize("does", ["os.abort()", "bytearray(2**31)", "\n while True: pass", "time.sleep(60)"])
def test_program_that_dies_or_hangs_costs_itself_alone(tmp_path, does):
    program = tmp_path / "program.py"
    program.write_text(f"import os, time\nif True: {does}\n")
    began = time.monotonic()
    with pytest.raises(ZeroDivisionError), spoken_by(
        program, data=b"x" * 2**21, failed=ZeroDivisionError(), seconds=1, memory=2**28
    ) as said:  # fmt: skip
        list(said)
    assert time.monotonic() - began < 8
    assert os.getpid()


def test_program_can_write_no_file(tmp_path):
    program, written = tmp_path / "program.py", tmp_path / "written"
    program.write_text(f"open({str(written)!r}, 'w').write('x' * 9000)")
    with pytest.raises(ZeroDivisionError), spoken_by(program, data=b"", failed=ZeroDivisionError()) as said:
        list(said)
    assert not written.exists() or not written.stat().st_size


@pytest.mark.slow
def test_mutated_files_are_taken_or_refused_and_never_more():
    rnd = random.Random(5)
    whole = [pdf(), digital_ofd(), einvoice_xml(), bombs.pdf_of_letters(100)]
    for _time in range(60):
        data = bytearray(rnd.choice(whole))
        for _place in range(rnd.randint(1, 30)):
            data[rnd.randrange(len(data))] = rnd.randrange(256)
        try:
            format_of(bytes(data[: rnd.choice([len(data), rnd.randrange(1, len(data))])]))
        except Refusal as refused:
            assert refused.code in WHY


def test_limits_leave_the_web_process_room():
    assert SECONDS <= 10
    assert MEMORY <= 2**30
