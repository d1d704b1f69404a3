"""App configuration of the room `participation.places`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "participation.places"
    label = "places"
    verbose_name = _("Municipalities and roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """This room's part of a person's data, and whose names nobody else takes."""
        from participation.accounts import titles

        from . import personal, selectors

        personal.join()
        titles.register_holders(selectors.names_of_staff)
