"""App configuration of the room `participation.polls`."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    name = "participation.polls"
    label = "polls"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: streams, durable reactions, moderation."""
        from . import personal, streams, subjects, subscribers

        assert subscribers
        streams.join()
        subjects.join()
        personal.join()
