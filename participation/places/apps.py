"""App configuration of the room `participation.places`."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "participation.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """This room's part of a person's data."""
        from . import personal

        personal.join()
