"""App configuration of the room `participation.live`."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "participation.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what ends a session to the sockets that session holds."""
        from participation.live import sessions, subscribers

        assert subscribers
        sessions.watch()
