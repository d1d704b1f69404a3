"""App configuration of the room `gatherings`: public forums held on the spot and online at once."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "gatherings"
    label = "gatherings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: streams, durable reactions, personal data."""
        from . import attendance, grounds, personal, streams, subscribers, telling

        assert subscribers
        attendance.join()
        grounds.join()
        streams.join()
        telling.join()
        personal.join()
