"""App configuration of the room `volunteers.projects`: from an idea to a report."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "volunteers.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the registries of the rooms below: streams, durable reactions, what can be reported, personal data."""
        from . import grounds, personal, readers, streams, subjects, subscribers, telling

        assert subscribers
        grounds.join()
        readers.join()
        subjects.join()
        personal.join()
        streams.join()
        telling.join()
