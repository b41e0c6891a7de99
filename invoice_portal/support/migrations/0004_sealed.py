"""Seals personal data at rest."""
import invoice_portal.sealed.fields
from invoice_portal.sealed.first_sealing import seal_columns
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0003_help_feedback'),
    ]

    operations = [
        migrations.AlterField(
            model_name='noticedelivery',
            name='to',
            field=invoice_portal.sealed.fields.SealedField(verbose_name='收件人'),
        ),
        seal_columns("support_noticedelivery", "to"),
    ]
