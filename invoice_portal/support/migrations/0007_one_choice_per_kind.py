"""One choice for each kind. Apart from 0006: a table with rows just written cannot be altered in one transaction."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0006_choice_by_kind'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='noticechoice',
            constraint=models.UniqueConstraint(fields=('person', 'kind'), name='one_notice_choice_per_kind'),
        ),
    ]
