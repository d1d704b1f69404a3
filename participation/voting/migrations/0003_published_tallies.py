"""Sealed tallies become what is published, digests are taken of that, and events told before name no groups."""

import hashlib
import json

from django.db import migrations

from participation.voting.folding import publishable

BATCH = 500


def seal_as_published(apps, schema_editor):
    windows, acts = apps.get_model("voting", "Window").objects, apps.get_model("record", "Act").objects
    questions = apps.get_model("voting", "Question").objects
    for window in windows.filter(sealed_at__isnull=False).iterator():
        rows = []
        for question in questions.filter(window=window).order_by("id"):
            if "total" not in (question.sealed or {}):
                question.sealed = publishable(question.sealed or {})
                question.save(update_fields=["sealed"])
            rows.append({"question": question.pk, "ref": question.ref, **question.sealed})
        text = json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        window.digest = hashlib.sha256(text.encode()).hexdigest()
        window.save(update_fields=["digest"])
        for act in acts.filter(kind="window.sealed", scope=window.scope):
            act.data = {**act.data, "digest": window.digest}
            act.save(update_fields=["data"])


def name_no_groups(apps, schema_editor):
    events = apps.get_model("live", "Event").objects
    changed = []
    for event in events.filter(kind="tally").iterator(chunk_size=BATCH):
        if event.data.get("groups"):
            event.data = {**event.data, "groups": {}}
            changed.append(event)
        if len(changed) == BATCH:
            events.bulk_update(changed, ["data"])
            changed = []
    if changed:
        events.bulk_update(changed, ["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("voting", "0002_erased_voters"),
        ("record", "0002_secret_ballots"),
        ("live", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(seal_as_published, migrations.RunPython.noop),
        migrations.RunPython(name_no_groups, migrations.RunPython.noop),
    ]
