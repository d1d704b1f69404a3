"""Refusals of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.refusals import Refused


class KeyUsedDifferently(Refused):
    """The key of a form was used before, for something else."""

    code = "key_used_differently"
    status = 409
    message = _("This form was already sent with other words. Open a new one.")


class ServiceAway(Refused):
    """A payment service does not answer, so nobody knows yet."""

    code = "service_away"
    status = 503
    message = _(
        "The payment service does not answer at the moment. Nothing was lost. Please try again in a few minutes."
    )
