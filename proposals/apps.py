"""App configuration of the room `proposals`."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"
    label = "proposals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: streams, durable reactions."""
        from . import personal, streams, subjects, subscribers, telling

        assert subscribers
        streams.join()
        telling.join()
        subjects.join()
        personal.join()
