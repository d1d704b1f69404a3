"""App configuration of the room `participation.accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "participation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """This room's own part of a person's data; the person's row itself is deleted last."""
        from . import personal_data, selectors

        personal_data.register("account", selectors.export_account)
