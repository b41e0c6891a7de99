"""Agreements to how personal data is handled."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_sealed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20, verbose_name='版本')),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='同意时间')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '隐私同意',
                'verbose_name_plural': '隐私同意',
                'constraints': [models.UniqueConstraint(fields=('person', 'version'), name='consent_once_a_version')],
            },
        ),
    ]
