"""Beginning and stopping a watch on the pages: every rule of who may wait for what."""
import pytest
from django.test import Client

from invoice_portal.history.models import Event
from lookup.models import Trace, Watch
from lookup.watches.adding import MOST
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue

from .world import NUMBER, OTHER, announce, beijing, states

pytestmark = pytest.mark.django_db


def traced(page, **asked):
    """Trace on the page; return the answer's page."""
    return page.post("/trace/", asked, follow=True)


def watch(page, number: str = NUMBER):
    answer = traced(page, number=number)
    return page.post("/watches/", {"trace": str(answer.context["trace"].pk)}, follow=True)


def test_announced_number_is_watched_by_a_form_that_needs_no_script(page, operator):
    announce(buyer=operator.taxpayer.tax_id)
    answer = traced(page, number=NUMBER)
    trace = answer.context["trace"]
    body = answer.content.decode()
    assert 'id="watch"' in body and f'name="trace" value="{trace.pk}"' in body

    after = page.post("/watches/", {"trace": str(trace.pk)}, follow=True)

    assert after.redirect_chain[-1][0] == f"/trace/{trace.pk}/#watch"
    assert "已关注这个号码" in after.content.decode()
    assert 'name="trace"' not in after.content.decode()
    assert NUMBER in page.get("/watches/").content.decode()
    assert Event.objects.filter(subject_type="watch", action="begun", actor=operator.person).count() == 1


def test_number_watched_twice_is_one_watch(page):
    beijing()
    for _time in range(2):
        assert "已关注这个号码" in watch(page).content.decode()
    assert Watch.objects.count() == 1


def test_stopped_watch_leaves_the_list_and_can_be_begun_again(page, operator):
    beijing()
    watch(page)
    one = Watch.objects.get()
    assert "已停止关注" in page.post(f"/watches/{one.pk}/stop/", follow=True).content.decode()
    assert page.post(f"/watches/{one.pk}/stop/").status_code == 302
    assert NUMBER not in page.get("/watches/").content.decode()
    assert NUMBER in page.get("/watches/?ended=1").content.decode()
    assert Event.objects.filter(subject_type="watch", action="stopped").count() == 1
    watch(page)
    assert states() == [("ENDED", ""), ("WATCHING", "")]


def test_record_that_is_here_is_not_watched(page, operator):
    invoice = issue(buyer=operator.taxpayer)
    answer = traced(page, number=invoice.number)
    assert 'id="watch"' not in answer.content.decode()
    response = page.post("/watches/", {"trace": str(answer.context["trace"].pk)})
    assert (response.status_code, Watch.objects.count()) == (409, 0)


def test_number_that_cannot_exist_is_not_watched(page):
    beijing()
    response = watch(page, "2699200000000000001")
    assert (response.status_code, Watch.objects.count()) == (409, 0)


def test_eight_digits_alone_are_not_watched_and_the_page_says_why(page, operator):
    announce("12345678", buyer=operator.taxpayer.tax_id)
    answer = traced(page, number="12345678")
    assert "补充发票代码" in answer.content.decode()
    response = page.post("/watches/", {"trace": str(answer.context["trace"].pk)})
    assert (response.status_code, Watch.objects.count()) == (400, 0)


def test_code_and_number_run_together_are_watched_as_they_will_arrive(page):
    beijing()
    watch(page, "01100210041112345678")
    assert Watch.objects.values_list("code", "number").get() == ("011002100411", "12345678")


def test_typed_number_is_traced_and_watched(page):
    beijing()
    page.post("/watches/", {"number": NUMBER, "date": ""})
    assert Watch.objects.get().trace.number == NUMBER


def test_typed_number_that_is_here_is_shown_instead(page, operator):
    invoice = issue(buyer=operator.taxpayer)
    response = page.post("/watches/", {"number": invoice.number}, follow=True)
    assert response.context["trace"].cause == "FOUND"
    assert not Watch.objects.exists()


def test_typed_nonsense_is_named_and_kept(page):
    response = page.post("/watches/", {"number": "", "date": "2026-99-99"})
    assert (response.status_code, Watch.objects.count()) == (422, 0)
    assert "2026-99-99" in response.content.decode()


@pytest.mark.parametrize("trace", ["", "x", "3fa85f64-5717-4562-b3fc-2c963f66afa6"])
def test_trace_that_is_none_is_not_found(page, trace):
    assert page.post("/watches/", {"trace": trace}).status_code == 404


def test_strangers_trace_and_watch_look_as_if_there_were_none(page, operator):
    beijing()
    watch(page)
    stranger = login_as(Client(), OperatorFactory())
    before = states()
    assert stranger.post("/watches/", {"trace": str(Trace.objects.get().pk)}).status_code == 404
    assert stranger.post(f"/watches/{Watch.objects.get().pk}/stop/").status_code == 404
    assert NUMBER not in stranger.get("/watches/").content.decode()
    assert states() == before


def test_colleague_has_a_watch_of_their_own(page, operator):
    announce(buyer=operator.taxpayer.tax_id)
    watch(page)
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02")
    theirs = login_as(Client(), colleague)
    assert theirs.post(f"/watches/{Watch.objects.get().pk}/stop/").status_code == 404
    assert "已关注这个号码" not in traced(theirs, number=NUMBER).content.decode()
    watch(theirs)
    assert Watch.objects.filter(operator=colleague).exists()
    assert states() == [("WATCHING", ""), ("WATCHING", "")]


def test_one_more_than_the_most_is_refused_and_changes_nothing(page, operator):
    beijing()
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02")
    Watch.objects.bulk_create(
        Watch(taxpayer=operator.taxpayer, operator=colleague, number=f"26112{n:015d}") for n in range(MOST - 1)
    )
    watch(page)
    response = watch(page, OTHER)
    assert response.status_code == 409
    assert "还可以关注 0 张" in response.content.decode()
    assert Watch.objects.count() == MOST
    # What is watched already needs no room.
    assert watch(page).status_code == 200


def test_list_is_paged_and_each_watch_comes_once(page, operator):
    for n in range(45):
        Watch.objects.create(taxpayer=operator.taxpayer, operator=operator, number=f"26112{n:015d}")
    seen, address = [], "/watches/"
    while address:
        response = page.get(address)
        seen += [row.pk for row in response.context["rows"]]
        cursor = response.context["next_cursor"]
        # What stops while someone turns the page does not lose the place.
        Watch.objects.filter(pk=seen[-1]).update(state="ENDED")
        address = f"/watches/?cursor={cursor}" if cursor else None
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize("cursor", ["x", "9" * 40])
def test_bad_cursor_is_refused(page, cursor):
    assert page.get("/watches/", {"cursor": cursor}).status_code == 400


def test_list_costs_the_same_with_one_and_three(page, operator, django_assert_num_queries):
    for n in range(3):
        Watch.objects.create(taxpayer=operator.taxpayer, operator=operator, number=f"26112{n:015d}")
        with django_assert_num_queries(5):
            page.get("/watches/")


@pytest.mark.parametrize("address", ["/watches/", "/watches/?ended=1"])
def test_without_login_leads_to_login(client, db, address):
    assert client.get(address)["Location"].startswith("/login/")


def test_stopping_by_a_link_is_not_allowed(page, operator):
    one = Watch.objects.create(taxpayer=operator.taxpayer, operator=operator, number=NUMBER)
    assert page.get(f"/watches/{one.pk}/stop/").status_code == 405
    assert states() == [("WATCHING", "")]


def test_without_csrf_token_nothing_is_watched(operator):
    beijing()
    browser = login_as(Client(enforce_csrf_checks=True), operator)
    assert browser.post("/watches/", {"number": NUMBER}).status_code == 403
    assert not Watch.objects.exists()


def test_stranger_can_be_watched_without_learning_anything(page):
    """A number of strangers begins like any other that was never seen."""
    beijing()
    issue(buyer=TaxpayerFactory(), number=NUMBER)
    assert watch(page).status_code == watch(page, OTHER).status_code == 200
    assert states() == [("WATCHING", ""), ("WATCHING", "")]
