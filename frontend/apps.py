"""App configuration of the room `frontend`."""

from django.apps import AppConfig
from django.urls import register_converter

from participation.keys import Key


class FrontendConfig(AppConfig):
    name = "frontend"
    label = "frontend"

    def ready(self) -> None:
        """Addresses know numbers of things, before any module of addresses is read."""
        register_converter(Key, "key")
