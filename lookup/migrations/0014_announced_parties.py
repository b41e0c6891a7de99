from django.db import migrations, models

#: Until now the earliest batch, or the first read that filled a party in, was not told apart.
_KNOWN = """
UPDATE lookup_announcement a SET seller_said_in = CASE WHEN a.seller_tax_id > '' THEN b.number END,
    buyer_said_in = CASE WHEN a.buyer_tax_id > '' THEN b.number END
FROM lookup_batch b WHERE b.id = a.batch_id
"""


class Migration(migrations.Migration):
    dependencies = [("lookup", "0013_posted_feed")]

    operations = [
        migrations.AddField(
            model_name="announcement", name="seller_said_in",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="announcement", name="buyer_said_in",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.RunSQL(_KNOWN, migrations.RunSQL.noop),
    ]
