"""App configuration of the room `participation.record`."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "participation.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the record for the rooms below, too."""
        from participation import journal

        from . import personal
        from .actions import record

        journal.keep(record)
        personal.join()
