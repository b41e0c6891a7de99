"""States without words of their own, as of any file that is owed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0001_privacy'),
    ]

    operations = [
        migrations.AlterField(
            model_name='dataexport',
            name='state',
            field=models.CharField(choices=[('OWED', 'Owed'), ('MAKING', 'Making'), ('MADE', 'Made'), ('FAILED', 'Failed')], default='OWED', max_length=6),
        ),
    ]
