"""Taxpayers and operators at the staff's desk."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from invoice_portal.accounts.models import ApiToken, FormerName, Operator, Person, StaffMember, Taxpayer
from invoice_portal.accounts.names import name_parts
from invoice_portal.accounts.scopes import SCOPES, scopes_of
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.history.models import Event
from tests.factories import OperatorFactory, PersonFactory, StaffFactory, TaxpayerFactory, tax_id
from tests.login import login_as, login_staff

from .roster import A, row, text_of

pytestmark = pytest.mark.django_db
Role = StaffMember.Role
LIST = "/admin/accounts/taxpayer/"
NEW = {"tax_id": A, "name": "甲公司", "operator": "01", "phone": "13800000001", "scopes": ["purchases"]}


@pytest.fixture
def desk(client):
    """A supervisor of every region, logged in."""
    return login_staff(client, StaffFactory(role=Role.SUPERVISOR))


def page_of(taxpayer):
    return f"{LIST}{taxpayer.pk}/change/"


def everything():
    models = (Taxpayer, Operator, Person, FormerName, ApiToken, Event)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_open_a_taxpayer_with_its_first_operator(desk):
    answer = desk.post(f"{LIST}open/", NEW, follow=True)
    operator = Operator.objects.select_related("taxpayer", "person").get()
    assert (operator.taxpayer.tax_id, operator.taxpayer.name, operator.code) == (A, "甲公司", "01")
    assert (scopes_of(operator), operator.person.phone) == (["purchases"], "13800000001")
    assert not operator.person.has_usable_password() and operator.verified_at is None
    assert "已为 甲公司 开户" in answer.content.decode()
    assert {event.actor.staff.role for event in Event.objects.all()} == {"SUPERVISOR"}


WRONG = [
    ("tax_id", {"tax_id": A[:-1] + "0"}), ("tax_id", {"tax_id": ""}), ("name", {"name": " "}),
    ("operator", {"operator": "一"}), ("phone", {"phone": ""}), ("phone", {"phone": "123"}),
    ("scopes", {"scopes": ["everything"]}), ("email", {"email": "x"}),
    ("acts_as", {"phone": "", "acts_as": tax_id(799)}), ("name", {"tax_id": "KNOWN", "name": "别的名字"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "change"), WRONG)
def test_open_with_a_mistake_says_where_and_opens_nothing(desk, field, change):
    known = OperatorFactory()
    change = {name: known.taxpayer.tax_id if value == "KNOWN" else value for name, value in change.items()}
    before = everything()
    answer = desk.post(f"{LIST}open/", NEW | change)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert everything() == before


def test_operator_added_is_somebody_new_or_somebody_known(desk):
    taxpayer, known = OperatorFactory().taxpayer, OperatorFactory()
    desk.post(f"{LIST}{taxpayer.pk}/operator/", {"operator": "02", "phone": "13800000002", "person_name": "王五"})
    desk.post(f"{LIST}{taxpayer.pk}/operator/", {"operator": "03", "acts_as": f"{known.taxpayer.tax_id}/01"})
    assert Operator.objects.get(taxpayer=taxpayer, code="02").person.name == "王五"
    assert Operator.objects.get(taxpayer=taxpayer, code="03").person == known.person


def test_scopes_phone_and_end_of_an_operator(desk):
    operator = OperatorFactory()
    desk.post(f"{LIST}operator/{operator.pk}/scopes/", {"scopes": ["sales"]})
    desk.post(f"{LIST}operator/{operator.pk}/phone/", {"phone": "13911112222"})
    desk.post(f"{LIST}operator/{operator.pk}/end/", {"reason": "离职"})
    operator = Operator.objects.select_related("person").get()
    assert scopes_of(operator) == ["sales"]
    assert operator.person.phone == "13911112222"
    assert operator.ended_at
    actions = ["scopes_changed", "phone_changed", "ended"]
    assert list(Event.objects.order_by("id").values_list("action", flat=True)) == actions
    shown = desk.get(page_of(operator.taxpayer)).content.decode()
    assert all(word in shown for word in ("已停用", "离职", "139****2222")) and "13911112222" not in shown


def test_rename_and_former_name(desk):
    taxpayer = TaxpayerFactory(name="旧名公司")
    desk.post(f"{LIST}{taxpayer.pk}/rename/", {"name": "新名公司"})
    desk.post(f"{LIST}{taxpayer.pk}/former-name/", {"name": "更旧的公司"})
    assert Taxpayer.objects.get().name == "新名公司"
    assert sorted(FormerName.objects.values_list("name", flat=True)) == ["旧名公司", "更旧的公司"]


def test_token_is_revoked_and_never_shown(desk):
    operator = OperatorFactory()
    secret = issue_token(operator=operator, name="ERP")
    token = ApiToken.objects.get()
    shown = desk.get(page_of(operator.taxpayer)).content.decode()
    assert "ERP" in shown and secret not in shown and token.digest not in shown
    assert desk.get(f"{LIST}token/{token.pk}/revoke/").status_code == 200
    assert ApiToken.objects.get().revoked_at is None
    desk.post(f"{LIST}token/{token.pk}/revoke/")
    assert ApiToken.objects.get().revoked_at


def roster(text: str):
    return {"file": SimpleUploadedFile("名册.csv", text.encode("gb18030"))}


def test_roster_uploaded_is_read_as_the_command_reads_it(desk):
    answer = desk.post(f"{LIST}import/", roster(text_of(row(), row(tax_id(702), phone=""))))
    shown = answer.content.decode()
    assert answer.status_code == 200 and "已开户" in shown and "短信" in shown
    assert [told.outcome for told in answer.context["report"].rows] == ["opened", "refused"]
    assert {event.actor_id for event in Event.objects.all()} == {StaffMember.objects.get().pk}


@pytest.mark.parametrize("text", ["", "a,b\n", text_of(*([row()] * 1001)), "x" * (1024 * 1024 + 1)])
def test_roster_that_can_not_be_read_here_is_refused_beside_the_file(desk, text):
    answer = desk.post(f"{LIST}import/", roster(text))
    assert answer.status_code == 200 and answer.context["form"].errors["file"]
    assert not Taxpayer.objects.exists()


def test_supervisor_of_a_region_opens_only_there_also_by_roster(client):
    desk = login_staff(client, StaffFactory(role=Role.SUPERVISOR, regions=["31"]))
    assert desk.post(f"{LIST}open/", NEW).context["form"].errors["tax_id"]
    report = desk.post(f"{LIST}import/", roster(text_of(row(), row(tax_id(1, region="310115"))))).context["report"]
    assert [told.outcome for told in report.rows] == ["refused", "opened"]


def found(desk, query):
    return [taxpayer.name for taxpayer in desk.get(LIST, {"q": query}).context["cl"].result_list]


def test_list_finds_by_whole_tax_id_and_by_part_of_a_name_present_or_former(desk):
    mine = TaxpayerFactory(name="北京云杉（软件）有限公司")
    TaxpayerFactory(name="上海禾丰食品有限公司")
    desk.post(f"{LIST}{mine.pk}/rename/", {"name": "北京红松软件有限公司"})
    assert found(desk, mine.tax_id.lower()) == ["北京红松软件有限公司"]
    assert found(desk, "红松软") == found(desk, "云杉(软") == ["北京红松软件有限公司"]
    assert found(desk, mine.tax_id[:10]) == found(desk, "云杉红松") == found(desk, "不存在") == []
    assert sorted(found(desk, "有限公司")) == sorted(["北京红松软件有限公司", "上海禾丰食品有限公司"])
    assert found(desk, "上") == ["上海禾丰食品有限公司"]


def test_list_shows_only_those_opened(desk):
    Taxpayer.objects.create(tax_id=A, name="只在发票上出现", name_key="只在发票上出现")
    opened = TaxpayerFactory()
    assert found(desk, "") == [opened.name]
    assert desk.get(page_of(Taxpayer.objects.get(tax_id=A))).status_code == 404


@pytest.mark.parametrize("path", ["", "operator"])
def test_pages_ask_the_same_number_of_times_for_one_and_three(desk, path):
    first = OperatorFactory()
    issue_token(operator=first)
    address = LIST if not path else page_of(first.taxpayer)
    with CaptureQueriesContext(connection) as one:
        desk.get(address)
    for n in range(2, 4):
        more = OperatorFactory(code=f"0{n}", taxpayer=first.taxpayer) if path else OperatorFactory()
        issue_token(operator=more)
    with CaptureQueriesContext(connection) as three:
        assert desk.get(address).status_code == 200
    assert len(one) == len(three)


def test_search_of_names_uses_the_index(db):
    words = "云杉红松银桦白杨翠柏丹枫"
    names = ["白桦银柏示例", *(f"{words[n % 12]}{words[n % 11]}{words[n % 7]}{n:04d}示例" for n in range(3000))]
    Taxpayer.objects.bulk_create(
        Taxpayer(tax_id=tax_id(n), name=name, name_key=name, name_parts=name_parts(name), registered_at=timezone.now())
        for n, name in enumerate(names)
    )
    with connection.cursor() as cursor:
        # What waits to be merged into the index counts as its cost, until a vacuum comes by or does not.
        cursor.execute("SELECT gin_clean_pending_list('taxpayer_name_parts')")
        cursor.execute("ANALYZE accounts_taxpayer")
    assert "taxpayer_name_parts" in Taxpayer.objects.named_like("桦银柏").order_by().explain()


def addresses(operator):
    """Every address of the desk about this operator's taxpayer, with what would change something."""
    token = ApiToken.objects.get(operator=operator)
    own = f"{LIST}operator/{operator.pk}/"
    return {
        f"{LIST}{operator.taxpayer_id}/operator/": {"operator": "09", "phone": "13800000001", "scopes": SCOPES},
        f"{LIST}{operator.taxpayer_id}/rename/": {"name": "新名"},
        f"{LIST}{operator.taxpayer_id}/former-name/": {"name": "旧名"},
        f"{own}scopes/": {"scopes": []}, f"{own}phone/": {"phone": "13911112222"}, f"{own}end/": {"reason": ""},
        f"{LIST}token/{token.pk}/revoke/": {},
    }  # fmt: skip


STRANGERS = {
    "clerk": (404, lambda: StaffFactory(role=Role.CLERK)),
    "support": (404, lambda: StaffFactory(role=Role.SUPPORT)),
    "another region": (404, lambda: StaffFactory(role=Role.SUPERVISOR, regions=["31"])),
    "ended": (302, lambda: StaffFactory(role=Role.SUPERVISOR, person__is_active=False)),
    "operator": (302, OperatorFactory), "nobody": (302, lambda: None),
}  # fmt: skip


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_see_and_change_nothing(client, who):
    operator = OperatorFactory()
    issue_token(operator=operator)
    status, make = STRANGERS[who]
    stranger = make()
    if stranger is not None:
        (login_as if isinstance(stranger, Operator) else login_staff)(client, stranger)
    before = everything()
    for address, data in addresses(operator).items():
        assert (client.get(address).status_code, client.post(address, data).status_code) == (status, status), address
    assert everything() == before
    if who != "another region":
        refused = 302 if status == 302 else 403
        for address in (LIST, f"{LIST}open/", f"{LIST}import/", page_of(operator.taxpayer)):
            assert client.get(address).status_code == refused, address
        assert client.post(f"{LIST}open/", NEW).status_code == refused
        assert LIST not in client.get("/admin/").content.decode()
    assert everything() == before


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_nothing_is_saved_by_the_forms_of_django(client, role):
    operator = OperatorFactory()
    login_staff(client, StaffFactory(role=role))
    before = everything()
    for address in (f"{LIST}add/", page_of(operator.taxpayer), f"{LIST}{operator.taxpayer_id}/delete/"):
        assert client.post(address, {"name": "新名", "post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [operator.taxpayer_id]})
    assert everything() == before


def test_phone_button_is_missing_where_the_door_is_closed(client):
    here = OperatorFactory()
    OperatorFactory(person=here.person, taxpayer__tax_id=tax_id(802, region="310115"))
    desk = login_staff(client, StaffFactory(role=Role.SUPERVISOR, regions=["11"]))
    address = f"{LIST}operator/{here.pk}/phone/"
    assert address not in desk.get(page_of(here.taxpayer)).content.decode()
    before = everything()
    assert desk.post(address, {"phone": "13911112222"}).context["form"].errors
    assert everything() == before


def test_factory_persons_have_their_own_phones():
    assert PersonFactory().phone != PersonFactory().phone
