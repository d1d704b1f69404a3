"""Acts of voting are not listed one by one: neither the voter's role nor the moment is for others to read."""

from django.db import migrations


def keep_to_ourselves(apps, schema_editor):
    acts = apps.get_model("record", "Act").objects
    acts.filter(kind__in=["ballot.cast", "ballot.withdrawn"]).update(is_public=False, role="")


class Migration(migrations.Migration):

    dependencies = [
        ("record", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(keep_to_ourselves, migrations.RunPython.noop),
    ]
