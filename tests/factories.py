"""One factory per model; defaults that are valid."""
import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from stdnum.cn import uscc

from invoice_portal.accounts import tax_id as tax_id_rules
from invoice_portal.accounts.models import Operator, Person, StaffMember, Taxpayer
from invoice_portal.accounts.names import name_key, name_parts
from invoice_portal.accounts.regions import bureau_of
from resubmission.models import ReasonTemplate

PASSWORD = "correct-horse-battery"


def tax_id(n: int, region: str = "110108") -> str:
    """Return the n-th valid credit code of a region."""
    body = f"91{region}MA{n:07d}"
    return body + uscc.calc_check_digit(body + "0")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    login = factory.Sequence(lambda n: f"op-{n:08d}")
    name = factory.Sequence(lambda n: f"张三{n}")
    phone = factory.Sequence(lambda n: f"138{n:08d}")

    @factory.post_generation
    def password(person, create, given, **kwargs):
        person.set_password(given or PASSWORD)
        if create:
            person.save()


class TaxpayerFactory(DjangoModelFactory):
    class Meta:
        model = Taxpayer

    tax_id = factory.Sequence(tax_id)
    kind = factory.LazyAttribute(lambda taxpayer: tax_id_rules.kind(taxpayer.tax_id))
    name = factory.Sequence(lambda n: f"北京示例{n}科技有限公司")
    name_key = factory.LazyAttribute(lambda taxpayer: name_key(taxpayer.name))
    name_parts = factory.LazyAttribute(lambda taxpayer: name_parts(taxpayer.name_key))
    bureau = factory.LazyAttribute(lambda taxpayer: bureau_of(taxpayer.tax_id))
    registered_at = factory.LazyFunction(timezone.now)


class OperatorFactory(DjangoModelFactory):
    """An operator with every scope who has done the first login."""

    class Meta:
        model = Operator

    person = factory.SubFactory(PersonFactory)
    taxpayer = factory.SubFactory(TaxpayerFactory)
    code = "01"
    verified_at = factory.LazyFunction(timezone.now)


class StaffFactory(DjangoModelFactory):
    """A clerk of every region; ``role=`` and ``regions=`` for others."""

    class Meta:
        model = StaffMember

    person = factory.SubFactory(PersonFactory, is_staff=True, login=factory.Sequence(lambda n: f"clerk{n}"))
    role = StaffMember.Role.CLERK


class ReasonTemplateFactory(DjangoModelFactory):
    """A text for returning a case; ``action="reject"`` for one with a rule."""

    class Meta:
        model = ReasonTemplate

    action = "return"
    name = factory.Sequence(lambda n: f"意见{n}")
    name_en = factory.Sequence(lambda n: f"Reason {n}")
    text = factory.Sequence(lambda n: f"请补充发票 {{number}} 的原件。{n}")
    text_en = factory.Sequence(lambda n: f"Please add the original of invoice {{number}}. {n}")
    rule = factory.LazyAttribute(lambda template: "《某规定》" if template.action == "reject" else "")
    rule_en = factory.LazyAttribute(lambda template: "Some regulation" if template.action == "reject" else "")
