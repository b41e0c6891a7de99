"""People choose how they are told by kind of notice; what they had chosen for a group holds for its kinds."""
from django.conf import settings
from django.db import migrations, models

#: As the groups were when this was written.
KINDS = {
    "applications": ["application_submitted", "application_returned", "application_settled", "application_rejected",
                     "application_withdrawn", "evidence_infected", "draft_files_expiring"],
    "watches": ["watch_accepted", "watch_quarantined", "watch_wrong_title", "watch_overdue"],
    "inquiries": ["chat_answer", "complaint_asked", "complaint_answered"],
    "account": ["password_changed", "phone_changed", "email_changed"],
    "rights": ["right_asked", "right_granted", "right_declined"],
}  # fmt: skip


def to_kinds(apps, _editor):
    choices = apps.get_model("support", "NoticeChoice").objects
    for group, kinds in KINDS.items():
        first, *others = kinds
        of_group = choices.filter(kind=group)
        for row in of_group.iterator():
            choices.bulk_create([
                choices.model(person_id=row.person_id, kind=kind, sms=row.sms, email=row.email) for kind in others
            ])  # fmt: skip
        of_group.update(kind=first)


def to_groups(apps, _editor):
    choices = apps.get_model("support", "NoticeChoice").objects
    for group, (first, *others) in KINDS.items():
        choices.filter(kind__in=others).delete()
        choices.filter(kind=first).update(kind=group)


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0005_notice_choices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='noticechoice',
            name='one_notice_choice_per_group',
        ),
        migrations.RenameField(
            model_name='noticechoice',
            old_name='group',
            new_name='kind',
        ),
        migrations.AlterField(
            model_name='noticechoice',
            name='kind',
            field=models.CharField(max_length=40),
        ),
        migrations.RunPython(to_kinds, to_groups, elidable=True),
    ]
