"""PDFs made before they were signed and registered are owed again: nobody could check them at /verify/."""
from django.db import migrations

OWE = """
UPDATE lookup_pdffile SET state = 'OWED', stage = '', attempts = 0, error = '', owed_at = now(), claimed_at = NULL
WHERE state = 'MADE' AND NOT EXISTS (SELECT 1 FROM papers_paper WHERE papers_paper.digest = lookup_pdffile.digest)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('lookup', '0016_exports'),
        ('papers', '0001_papers_issued'),
    ]

    operations = [migrations.RunSQL(OWE, migrations.RunSQL.noop)]
