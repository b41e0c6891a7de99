"""Seals the keys of staff's authenticators, which the library kept in the clear."""
import django.db.models.deletion
import django_otp.plugins.otp_totp.models
from django.db import migrations, models

import invoice_portal.sealed.fields
from invoice_portal.sealed.keys import seal, unseal


def seal_keys(_apps, editor):
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, key FROM otp_totp_totpdevice")
        rows = [(device, seal(key)) for device, key in cursor.fetchall()]
        cursor.executemany("INSERT INTO accounts_authenticator (totpdevice_ptr_id, secret) VALUES (%s, %s)", rows)
        cursor.execute("UPDATE otp_totp_totpdevice SET key = ''")


def open_keys(_apps, editor):
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT totpdevice_ptr_id, secret FROM accounts_authenticator")
        rows = [(unseal(secret), device) for device, secret in cursor.fetchall()]
        cursor.executemany("UPDATE otp_totp_totpdevice SET key = %s WHERE id = %s", rows)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_misuse'),
        ('otp_totp', '0003_add_timestamps'),
    ]

    operations = [
        migrations.CreateModel(
            name='Authenticator',
            fields=[
                ('totpdevice_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='otp_totp.totpdevice')),
                ('secret', invoice_portal.sealed.fields.SealedField(default=django_otp.plugins.otp_totp.models.default_key, editable=False)),
            ],
            options={
                'abstract': False,
            },
            bases=('otp_totp.totpdevice',),
        ),
        migrations.RunPython(seal_keys, open_keys),
    ]
