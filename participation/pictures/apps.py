"""App configuration of the room `participation.pictures`."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "participation.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The register of reactions and of personal data know this room's from the start."""
        from participation.pictures import personal, subscribers

        assert subscribers  # importing it signs the register
        personal.join()
