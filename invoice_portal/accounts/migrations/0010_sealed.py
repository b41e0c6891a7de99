"""Seals personal data at rest."""
import invoice_portal.sealed.fields
from invoice_portal.sealed.first_sealing import seal_columns
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_looks_at_inquiries'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='smscode',
            name='sms_code_phone',
        ),
        migrations.RemoveField(
            model_name='smscode',
            name='phone',
        ),
        migrations.AddField(
            model_name='person',
            name='phone_digest',
            field=invoice_portal.sealed.fields.DigestField(blank=True, db_index=True, default='', editable=False, max_length=64, of='phone'),
        ),
        migrations.AddField(
            model_name='smscode',
            name='phone_digest',
            field=models.CharField(default='', max_length=64),
        ),
        migrations.AlterField(
            model_name='person',
            name='email',
            field=invoice_portal.sealed.fields.SealedField(blank=True, default='', verbose_name='电子邮箱'),
        ),
        migrations.AlterField(
            model_name='person',
            name='phone',
            field=invoice_portal.sealed.fields.SealedField(blank=True, default='', verbose_name='手机号'),
        ),
        migrations.AddIndex(
            model_name='smscode',
            index=models.Index(fields=['phone_digest', '-sent_at'], name='sms_code_phone'),
        ),
        seal_columns("accounts_person", "phone", "email", digested="phone"),
    ]
