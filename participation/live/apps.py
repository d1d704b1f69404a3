"""App configuration of the room `participation.live`."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "participation.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"
