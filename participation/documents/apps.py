"""App configuration of the room `participation.documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "participation.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
