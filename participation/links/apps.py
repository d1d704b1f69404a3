"""App configuration of the room `participation.links`."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "participation.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the worker's register."""
        from participation.links import subscribers

        assert subscribers  # importing it signs the register
