"""gunicorn for the pages: threads, because a request waits for the database more than it computes.

Two instances (``megdan-pages@1``, ``@2``) share the load behind nginx. A reload (HUP) starts a new worker, lets the
old one finish what it has, and closes no listening socket, so no request fails; docs/performance.md has the measure.
"""

import os

worker_class = "gthread"
workers = int(os.environ.get("MEGDAN_PAGE_WORKERS", "1"))
threads = int(os.environ.get("MEGDAN_PAGE_THREADS", "4"))
backlog = 256  # more than this waiting: nginx answers 503 with Retry-After rather than queueing for minutes
keepalive = 0  # nginx opens a connection per request on the unix socket, which costs nothing and outlives no reload
timeout = 60
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000
umask = 0o007
worker_tmp_dir = "/dev/shm"  # a heartbeat file on a slow disk has stopped workers before
accesslog = None  # nginx writes one, without addresses
errorlog = "-"
control_socket_disable = True
wsgi_app = "config.wsgi:application"
