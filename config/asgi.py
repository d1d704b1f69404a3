"""Sockets and pages over ASGI: what uvicorn serves, in the demo everything, in production ``/ws/``."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

pages = get_asgi_application()

from config.warm import warm_up  # noqa: E402  # models may be imported only once Django is set up
from participation.live.asgi import WithLive  # noqa: E402  # the same

warm_up()
application = WithLive(pages)
