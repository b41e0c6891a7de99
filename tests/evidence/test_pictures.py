"""Pictures of evidence: owed when a file is kept, made once by a worker, kept beside the untouched original."""
import hashlib
import io
import os
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image, ImageCms

from lookup.storing import store
from resubmission.evidence import add, read, remove
from resubmission.models import Evidence, Picture, Picturing
from resubmission.picturing import making
from resubmission.picturing.drawing import MOST_PAGES
from resubmission.sweeping import remove_orphans
from tests.documents import digital_ofd, einvoice_xml
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff
from tests.reading import hostile as bombs
from tests.review.cases import in_review

pytestmark = pytest.mark.django_db
State = Picturing.State


def photo(kind: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((90, 60), 40).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def pdf(pages: int = 1, **size) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        made.add_blank_page(page_size=size.get("page_size", (300, 400)))
    made.save(out)
    return out.getvalue()


@pytest.fixture
def put(application):
    def put(data: bytes, name: str = "材料"):
        return add(application, data=data, original_name=name, by=application.operator.person)[0]

    return put


def everything_in(picture: Picture) -> bytes:
    return b"".join(default_storage.open(name).read() for name in (picture.large, picture.small))


def test_pictures_are_owed_with_the_file_and_made_once(put, files):
    data = photo()
    kept = put(data)
    assert kept.picturing.state == State.OWED
    assert [making.make(str(kept.pk)), making.make(str(kept.pk))] == [True, False]
    kept.picturing.refresh_from_db()
    picture = kept.pictures.get()
    assert (kept.picturing.state, kept.picturing.pages, picture.number) == (State.DRAWN, 1, 1)
    assert (picture.width, picture.height) == (90, 60)
    assert len(files()) == 3
    assert read(kept) == data


@pytest.mark.parametrize("data", [einvoice_xml(), digital_ofd()], ids=["xml", "ofd"])
def test_no_pictures_are_owed_of_what_is_shown_as_fields(put, data):
    put(data)
    assert not Picturing.objects.exists()


def test_picture_carries_nothing_but_pixels(put):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = 6, "Camera", "secret remark"
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = photo(exif=exif, icc_profile=profile, comment=b"secret comment")
    assert b"Camera" in data and b"secret comment" in data and b"ICC_PROFILE" in data
    kept = put(data)
    making.make(str(kept.pk))
    content = everything_in(kept.pictures.get())
    for trace in (b"Camera", b"secret", b"Exif", b"ICC_PROFILE", b"GPS", b"http"):
        assert trace not in content
    # Turned as the camera said.
    assert Image.open(default_storage.open(kept.pictures.get().large)).size == (60, 90)


def test_pages_beyond_the_limit_are_counted_and_left_to_the_original(put):
    kept = put(pdf(MOST_PAGES + 3))
    making.make(str(kept.pk))
    kept.picturing.refresh_from_db()
    assert (kept.picturing.pages, kept.pictures.count()) == (MOST_PAGES + 3, MOST_PAGES)


@pytest.mark.parametrize("name", ["pdf_that_draws_itself", "pdf_of_forms_of_forms", "pdf_packed_twice"])
def test_file_that_kills_whoever_draws_it_fails_and_the_next_is_drawn(put, files, name):
    deadly, next_ = put(bombs.MADE[name]()), put(photo())
    before = len(files())
    making.make(str(deadly.pk))
    deadly.picturing.refresh_from_db()
    assert (deadly.picturing.state, deadly.pictures.count()) == (State.FAILED, 0)
    assert len(files()) == before
    assert making.make(str(next_.pk))
    assert next_.pictures.count() == 1


def test_work_of_a_dead_worker_is_done_again_but_not_for_ever(put):
    kept = put(photo())
    dead = {"state": State.DRAWING, "claimed_at": timezone.now() - making.LEASE - timedelta(seconds=1)}
    Picturing.objects.update(**dead, attempts=1)
    assert making.requeue_owed() == 1
    assert making.make(str(kept.pk))
    Picturing.objects.update(**dead, attempts=making.MOST_ATTEMPTS)
    assert making.requeue_owed() == 0
    kept.picturing.refresh_from_db()
    assert kept.picturing.state == State.FAILED


def test_claim_lost_while_drawing_leaves_no_row_and_no_file(put, files, monkeypatch):
    kept = put(photo())
    draw = making._draw

    def slow(row):
        drawn = draw(row)
        Picturing.objects.update(claimed_at=timezone.now())
        return drawn

    monkeypatch.setattr(making, "_draw", slow)
    assert not making.make(str(kept.pk))
    assert (Picture.objects.count(), len(files())) == (0, 1)


def test_removed_file_takes_its_pictures_along(put, application, files, django_capture_on_commit_callbacks):
    kept = put(photo())
    making.make(str(kept.pk))
    with django_capture_on_commit_callbacks(execute=True):
        remove(kept, by=application.operator.person)
    assert (files(), Picture.objects.count(), Picturing.objects.count()) == ([], 0, 0)


def test_files_that_no_row_knows_are_swept_after_a_day(put, files):
    kept = put(photo())
    making.make(str(kept.pk))
    store("evidence/aa/" + "a" * 40, b"x")
    store("pictures/bb/" + "b" * 40 + ".jpg", b"x")
    assert remove_orphans() == 0
    for path in files():
        os.utime(path, (0, 0))
    assert remove_orphans() == 2
    assert len(files()) == 3


def test_case_page_says_that_pictures_are_being_prepared_until_they_are_there(client, operator):
    case = in_review(operator, files=[photo()])
    login_staff(client, StaffFactory())
    address = f"/admin/resubmission/application/{case.pk}/evidence/"
    file = case.evidence.get()
    before = client.get(address).content.decode()
    making.make(str(file.pk))
    after = client.get(address).content.decode()
    assert "data-preparing" in before and "<img" not in before
    assert "data-preparing" not in after and f"{address}{file.pk}/1/?small" in after
    whole = client.get(f"/admin/resubmission/application/{case.pk}/change/").content.decode()
    assert after.strip() in whole


def asked_by(client, address: str) -> int:
    """Return how many questions the page asks the database, once it is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_case_and_lists_ask_the_same_number_of_questions_however_many_pages(client, operator):
    cases = [
        in_review(operator, files=[pdf(pages, page_size=(200 + 10 * pages + n, 300)) for n in range(pages)])
        for pages in (1, 3)
    ]
    for file in Evidence.objects.all():
        making.make(str(file.pk))
    login_staff(client, StaffFactory())
    one, three = (asked_by(client, f"/admin/resubmission/application/{case.pk}/evidence/") for case in cases)
    assert one == three
    login_as(client, operator)
    one, three = (asked_by(client, f"/applications/{case.pk}/") for case in cases)
    assert one == three


def test_applicant_sees_their_own_pictures_and_nobody_elses(client, operator):
    case = in_review(operator, files=[photo()])
    file = case.evidence.get()
    making.make(str(file.pk))
    address = f"/applications/{case.pk}/evidence/{file.pk}/1/"
    login_as(client, operator)
    assert f"{address}?small" in client.get(f"/applications/{case.pk}/").content.decode()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert hashlib.sha256(answer.content).hexdigest() == file.pictures.get().large_digest
    assert client.get(f"/applications/{case.pk}/evidence/{file.pk}/2/").status_code == 404
    login_as(client, OperatorFactory())
    assert client.get(address).status_code == 404
