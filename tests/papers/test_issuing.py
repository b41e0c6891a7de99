"""Codes, the registry, and who judges a paper."""
import re

import pytest
from django.db import IntegrityError, transaction

from invoice_portal.papers.codes import LETTERS, grouped, plain
from invoice_portal.papers.issuing import address_of, new_code, register
from invoice_portal.papers.models import Paper
from invoice_portal.papers.standing import Standing, judges, standing_of


def test_codes_are_eighty_bits_in_four_groups_of_letters_nobody_mistakes():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200 and len(LETTERS) ** 16 == 2**80
    assert all(re.fullmatch(rf"(?:[{LETTERS}]{{4}}-){{3}}[{LETTERS}]{{4}}", code) for code in codes)
    assert not set("ILOU") & set(LETTERS)


@pytest.mark.parametrize(
    "typed",
    ["7K3M-9QXA-0B1C-R2TV", "7k3m9qxa0b1cr2tv", " 7K3M 9QXA\tObIC r2tv\n", "７Ｋ３Ｍ－９ＱＸＡ－０Ｂ１Ｃ－Ｒ２ＴＶ"],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert plain(typed) == "7K3M9QXA0B1CR2TV"


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M-9QXA-0B1C-R2TU", "7K3M-9QXA-0B1C-R2TVX", "发票" * 8, "\0" * 16])
def test_what_is_no_code_is_none(typed):
    assert plain(typed) is None


def test_address_is_absolute_and_carries_the_code(settings):
    settings.PUBLIC_URL = "https://fapiao.example.cn/"
    assert address_of("7K3M-9QXA-0B1C-R2TV") == "https://fapiao.example.cn/verify/?code=7K3M-9QXA-0B1C-R2TV"


def test_registering_keeps_the_digest_and_refuses_a_second_paper_of_the_code(db, judged):
    code = new_code()
    paper = register(judged.kind, "7", code, b"%PDF-1")
    assert (paper.code, grouped(paper.code), paper.size) == (code.replace("-", ""), code, 6)
    with pytest.raises(IntegrityError), transaction.atomic():
        register(judged.kind, "8", code, b"%PDF-2")
    assert Paper.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_registering_outside_a_transaction_is_refused(judged):
    with pytest.raises(RuntimeError):
        register(judged.kind, "7", new_code(), b"%PDF-1")
    assert not Paper.objects.exists()


def test_a_kind_without_a_judge_and_what_is_no_code_are_refused(db, judged):
    with pytest.raises(LookupError):
        register("unjudged", "7", new_code(), b"%PDF-1")
    with pytest.raises(ValueError, match="not a code"):
        register(judged.kind, "7", "1234", b"%PDF-1")
    assert not Paper.objects.exists()


def test_each_kind_has_one_judge(db, judged):
    paper = register(judged.kind, "7", new_code(), b"%PDF-1")
    judged.becomes = Standing.SUPERSEDED
    assert standing_of(paper) is Standing.SUPERSEDED
    with pytest.raises(ValueError, match="two judges"):
        judges(judged.kind)(lambda subject, paper: Standing.VALID)
