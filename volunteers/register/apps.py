"""App configuration of the room `volunteers.register`: who would help, and who applied."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "volunteers.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: durable reactions, sentences, personal data, projects."""
        from . import joining, personal, subscribers, telling

        assert subscribers
        telling.join()
        personal.join()
        joining.join()
