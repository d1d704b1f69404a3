"""App configuration of the room `participation.places`."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "participation.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
