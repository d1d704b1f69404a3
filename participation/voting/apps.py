"""App configuration of the room `participation.voting`."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "participation.voting"
    label = "voting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the worker's register; this room's part of a person's data."""
        from . import personal, subscribers

        assert subscribers
        personal.join()
