"""localstripe as tests want it: on the loopback address alone, and nothing on the disk. Run with the port as its argument."""

from __future__ import annotations

import sys

from aiohttp import web
from localstripe.resources import Store
from localstripe.server import app

Store.dump_to_disk = lambda self: None
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=lambda *words: None)
