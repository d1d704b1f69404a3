"""Personal numbers in forms are masked before any view, form or log reads them, and whoever wrote one is told.

The API's bodies are masked by its parsers (``participation.rest.parsers``); its answer carries ``Megdan-Masked`` then.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from participation.rest.parsers import masked_form

HEADER, KIND = "Megdan-Masked", "personal-number"
TOLD = _(
    "A number that looks like a personal number (ЕГН) was replaced by dots before anything was kept. Whoever reads such "
    "a number could misuse it."
)


class PersonalNumbers:
    """Stands after the middlewares that know the session; nothing behind it ever sees the number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked: Any = request
        if request.method == "POST" and not request.path_info.startswith("/api/"):
            asked.POST, asked.was_masked = masked_form(request.POST, request.FILES)
        by_script = bool(getattr(request, "htmx", False))
        if getattr(request, "was_masked", False) and not by_script:
            messages.warning(request, TOLD)
        response = self.get_response(request)
        if getattr(request, "was_masked", False):
            _tell(request, response, by_script)
        return response


def _tell(request: HttpRequest, response: HttpResponseBase, by_script: bool) -> None:
    """In a header for programs; a page that stays where it is shows it, one that is left tells the next one."""
    response[HEADER] = KIND
    if by_script and "HX-Redirect" in response:
        messages.warning(request, TOLD)
    elif by_script:
        response["HX-Trigger"] = json.dumps({"megdan:said": str(TOLD)})  # escaped: a header is ASCII
