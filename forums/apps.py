"""App configuration of the room `forums`."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"
    label = "forums"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the worker's register."""
        from . import grounds, personal, readers, streams, subjects, subscribers

        assert subscribers
        grounds.join()
        readers.join()
        streams.join()
        subjects.join()
        personal.join()
