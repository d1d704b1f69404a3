"""App configuration of the room `proposals`."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"
    label = "proposals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: streams, durable reactions."""
        from . import minutes, personal, readers, streams, subjects, subscribers, telling

        assert subscribers
        minutes.join()
        streams.join()
        telling.join()
        readers.join()
        subjects.join()
        personal.join()
