"""App configuration of the room `participation.record`."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "participation.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
