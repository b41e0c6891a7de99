"""Copies of people's data, and the closing of their accounts."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='申请时间')),
                ('due_at', models.DateTimeField(verbose_name='注销时间')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cancelled_at', None), ('done_at', None)), fields=['due_at'], name='closing_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('done_at', None)), fields=('person',), name='one_closing_at_a_time'), models.CheckConstraint(condition=models.Q(('cancelled_at', None), ('done_at', None), _connector='OR'), name='closing_done_or_cancelled')],
            },
        ),
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=10)),
                ('state', models.CharField(choices=[('OWED', '排队中'), ('MAKING', '正在生成'), ('MADE', '可以下载'), ('FAILED', '未能完成')], default='OWED', max_length=6)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('owed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('size', models.BigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('error', models.TextField(blank=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-asked_at'], name='data_export_person'), models.Index(condition=models.Q(('state__in', ['OWED', 'MAKING'])), fields=['owed_at'], name='data_export_owed')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'MADE'), _negated=True), models.Q(models.Q(('name', ''), _negated=True), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='data_export_made_has_file')],
            },
        ),
    ]
