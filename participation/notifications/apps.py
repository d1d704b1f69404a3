"""App configuration of the room `participation.notifications`."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "participation.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the worker's register."""
        from . import organisations, personal, subscribers

        assert organisations
        assert subscribers
        personal.join()
