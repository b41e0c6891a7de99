"""Seals personal data at rest."""
import invoice_portal.sealed.fields
from invoice_portal.sealed.first_sealing import seal_columns
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0001_complaints'),
    ]

    operations = [
        migrations.AlterField(
            model_name='complaint',
            name='contact',
            field=invoice_portal.sealed.fields.SealedField(blank=True, default='', verbose_name='联系方式'),
        ),
        migrations.AlterField(
            model_name='complaint',
            name='name',
            field=invoice_portal.sealed.fields.SealedField(blank=True, default='', verbose_name='姓名'),
        ),
        seal_columns("complaints_complaint", "name", "contact"),
    ]
