"""What the database itself refuses in the ledger. A later migration that changes one of these tables takes the triggers
down first and puts them up again afterwards: SQLite loses them with the table it copies."""

from django.db import migrations

from volunteers.money.triggers import create, drop


def up(apps, schema_editor):
    for statement in create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def down(apps, schema_editor):
    for statement in drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("money", "0001_initial")]
    operations = [migrations.RunPython(up, down)]
