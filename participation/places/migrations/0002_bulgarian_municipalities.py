"""The municipalities of Bulgaria are there from the first migration on."""

from django.db import migrations


def load(apps, schema_editor):
    from participation.places.loading import load_places

    load_places(apps.get_model("places", "Region"), apps.get_model("places", "Municipality"))


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
