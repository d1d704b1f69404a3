from django.db import migrations


def follow(apps, schema_editor):
    """Polls at the head of topics that were merged away stand at the head of the topics that hold their posts now."""
    Poll, Window = apps.get_model('polls', 'Poll'), apps.get_model('voting', 'Window')
    merged = apps.get_model('forums', 'Topic').objects.filter(merged_into__isnull=False)
    for number, into in merged.values_list('pk', 'merged_into'):
        before, after = f'topic.{number}', f'topic.{into}'
        for poll in Poll.objects.filter(about=before):
            poll.scopes_before = [*poll.scopes_before, poll.scope]
            poll.about = poll.scope = poll.stream = after
            poll.save(update_fields=['about', 'scope', 'stream', 'scopes_before'])
            Window.objects.filter(pk=poll.window_id).update(scope=after)


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0005_topics'),
        ('polls', '0002_opening_and_moving'),
    ]

    operations = [
        migrations.RunPython(follow, migrations.RunPython.noop),
    ]
