"""App configuration of the room `participation.notifications`."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "participation.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registers of the worker and of the rooms below."""
        from . import organisations, personal, subscribers, tokens

        assert organisations
        assert subscribers
        personal.join()
        tokens.join()
