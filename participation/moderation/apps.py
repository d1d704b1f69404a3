"""App configuration of the room `participation.moderation`."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "participation.moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """This room's part of a person's data."""
        from . import personal

        personal.join()
