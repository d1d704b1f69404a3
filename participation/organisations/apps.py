"""App configuration of the room `participation.organisations`."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "participation.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """This room's part of a person's data."""
        from . import personal

        personal.join()
