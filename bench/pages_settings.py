"""Settings of the measured page processes: the product's own, without the limits that one client would meet."""

from config.settings import *  # noqa: F403  # settings built on settings
from config.settings import REST_FRAMEWORK as ALL_REST

REST_FRAMEWORK = {name: value for name, value in ALL_REST.items() if "THROTTLE" not in name}
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
WHITENOISE_AUTOREFRESH = False  # as in production: files do not change while it serves
