from datetime import time

from django.db import migrations


def begin(apps, schema_editor):
    hours = apps.get_model("office", "OfficeHours")
    hours.objects.bulk_create(hours(weekday=day, opens=time(8, 30), closes=time(17, 30)) for day in range(5))
    apps.get_model("office", "OfficeContact").objects.create(
        name="纳税服务热线", name_en="Taxpayer service hotline", phone="12366", first=True, place=10
    )


class Migration(migrations.Migration):
    dependencies = [("office", "0001_hours_and_contacts")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
