"""Pages over WSGI: what gunicorn serves in production."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.warm import warm_up  # noqa: E402  # models may be imported only once Django is set up

warm_up()
