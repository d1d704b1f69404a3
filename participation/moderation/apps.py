"""App configuration of the room `participation.moderation`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "participation.moderation"
    label = "moderation"
    verbose_name = _("Moderation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its kinds of notifications, its things, checks and reactions are known; this room's part of a person's data."""
        from . import detectors, personal, subscribers, telling, things

        assert subscribers
        detectors.join()
        telling.join()
        things.join()
        personal.join()
