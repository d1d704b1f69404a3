"""App configuration of the room `participation.documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "participation.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The register of reactions knows this room's from the start."""
        from participation.documents import personal, subscribers

        assert subscribers  # importing it signs the register
        personal.join()
