"""App configuration of the room `participation.accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "participation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
