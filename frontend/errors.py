"""Error pages: what went wrong, what to do, and nothing that asks the database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.refusals import Refused

PAGES: dict[int, tuple[Promise, Promise]] = {
    400: (_("This request could not be understood"), _("Go back and try again. If it happens again, write to us.")),
    403: (_("This is not open to you"), _("You may need to sign in, or to have another role in this municipality.")),
    404: (_("There is nothing at this address"), _("It may have been mistyped, or what was here is no longer public.")),
    409: (_("This is no longer possible"), _("Something changed in the meantime. Look at the newest state.")),
    429: (
        _("That was a lot in a short time"),
        _("Please wait a minute and try again. Nothing that you sent was lost."),
    ),
    500: (
        _("Something broke on our side"),
        _("It has been noted. What you typed is still in the form: go back and try again."),
    ),
}
CSRF_TITLE = _("The form was open for too long")
CSRF_TEXT = _(
    "For your safety it was not accepted. Go back, reload the page and send it again: what you typed is kept."
)


def page(request: HttpRequest, status: int, title: str | Promise = "", text: str | Promise = "") -> HttpResponse:
    """The page for this status; with ``htmx`` the same words without the frame."""
    known_title, known_text = PAGES.get(status, PAGES[500])
    template = "errors/part.html" if getattr(request, "htmx", False) else "errors/page.html"
    context = {"status": status, "error_title": title or known_title, "error_text": text or known_text}
    return render(request, template, context, status=status)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page for a refusal of the platform's own rules: its words, its status."""
    response = page(request, refusal.status, text=str(refusal))
    if "retry_after" in refusal.extra:
        response["Retry-After"] = str(refusal.extra["retry_after"])
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Where no middleware saw the request, as with a host that is not ours, it is drawn without the site's frame."""
    return page(request, 400) if hasattr(request, "user") else plain(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return page(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429."""
    return page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Drawn without the site's frame, so that what broke cannot break it as well."""
    return plain(request, 500)


def plain(request: HttpRequest, status: int) -> HttpResponse:
    """The page for this status without the site's frame, which asks who is signed in."""
    title, text = PAGES[status]
    return render(
        request, "errors/plain.html", {"status": status, "error_title": title, "error_text": text}, status=status
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token did not fit."""
    return page(request, 403, CSRF_TITLE, CSRF_TEXT)
