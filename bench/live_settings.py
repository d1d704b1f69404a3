"""Settings of the servers that the live measurements and tests start: the product's own, with the live room on top."""

import os

from config.env import ROOT
from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as ALL_APPS
from config.settings import REST_FRAMEWORK as ALL_REST

UPPER_ROOMS = (
    "participation.voting",
    "participation.documents",
    "participation.notifications",
    "participation.moderation",
    "forums",
    "proposals",
    "frontend",
    "demo",
    "volunteers",
    "webinars",
    "django.contrib.admin",
)
INSTALLED_APPS = [app for app in ALL_APPS if app not in UPPER_ROOMS]
ROOT_URLCONF = "bench.live_app"
LIVE_RENDERER = "bench.live_app.render"
LIVE_PRESENCE = ("crowd.",)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REST_FRAMEWORK = {name: value for name, value in ALL_REST.items() if "THROTTLE" not in name}  # one address asks for all
LIVE_LOOK_SECONDS = float(os.environ.get("LIVE_LOOK_SECONDS", "0.5"))
LIVE_SWEEP_SECONDS = float(os.environ.get("LIVE_SWEEP_SECONDS", "30"))
STATICFILES_DIRS = [ROOT / "frontend" / "static"]  # the page's socket client, without the rooms above
