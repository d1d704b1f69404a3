"""App configuration of the room `volunteers.tasks`: tasks, shifts, hours and certificates."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "volunteers.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: durable reactions, personal data, moderation."""
        from . import joining, personal, subjects, subscribers, telling

        assert subscribers
        joining.join()
        subjects.join()
        telling.join()
        personal.join()
