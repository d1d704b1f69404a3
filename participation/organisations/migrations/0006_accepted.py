"""Who stands among the representatives has accepted."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("organisations", "0005_by_address"),
    ]

    operations = [
        migrations.AlterField(
            model_name="representative",
            name="accepted_at",
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now),
        ),
    ]
