"""Those who were asked and have not answered wait among the invitations, by their address."""

from django.db import migrations


def by_address(apps, schema_editor):
    waiting = apps.get_model("organisations", "Representative").objects.filter(accepted_at=None)
    invitations = apps.get_model("organisations", "Invitation").objects
    for tie in waiting.select_related("user"):
        invitations.get_or_create(
            organisation_id=tie.organisation_id,
            email=tie.user.email.lower(),
            defaults={"post": tie.post, "invited_at": tie.since},
        )
    waiting.delete()


class Migration(migrations.Migration):

    dependencies = [
        ("organisations", "0004_invitations"),
    ]

    operations = [
        migrations.RunPython(by_address, migrations.RunPython.noop),
    ]
