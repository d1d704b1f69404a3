"""App configuration of the room `volunteers.money`: pledges, matching, and the ledger of every cent."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "volunteers.money"
    label = "money"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: durable reactions, sentences, personal data."""
        from . import joining, personal, subscribers, telling

        assert subscribers
        joining.join()
        telling.join()
        personal.join()
