"""Settings of the servers that the live measurements and tests start: the product's own, with the live room on top."""

import os

from config.addresses import ROOT
from config.settings import *  # noqa: F403  # settings built on settings
from config.settings import INSTALLED_APPS as ALL_APPS
from config.settings import MIDDLEWARE as ALL_MIDDLEWARE
from config.settings import REST_FRAMEWORK as ALL_REST

LOWER_ROOMS = {
    f"participation.{room}" for room in ("accounts", "places", "organisations", "record", "live")
}  # what the live room stands on


def is_above(app: str) -> bool:
    """Whether the app is a room of ours that the live room knows nothing of."""
    return (ROOT / app.partition(".")[0]).is_dir() and app not in LOWER_ROOMS


INSTALLED_APPS = [app for app in ALL_APPS if not is_above(app) and app != "django.contrib.admin"]
ROOT_URLCONF = "bench.live_app"
LIVE_RENDERER = "bench.live_app.render"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = [one for one in ALL_MIDDLEWARE if one != "frontend.limits.Limits"]  # one address asks for all
REST_FRAMEWORK = {name: value for name, value in ALL_REST.items() if "THROTTLE" not in name}  # the same
LIVE_LOOK_SECONDS = float(os.environ.get("LIVE_LOOK_SECONDS", "0.5"))
LIVE_SWEEP_SECONDS = float(os.environ.get("LIVE_SWEEP_SECONDS", "30"))
STATICFILES_DIRS = [ROOT / "frontend" / "static"]  # the page's socket client, without the rooms above
