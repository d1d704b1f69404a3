"""What coordinators write about money: the plan of a campaign, a payout."""

from __future__ import annotations

import secrets
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.projects.refusable import Refusable

from .sums import AccountField, EuroField

ALL, KEEP = "all_or_nothing", "keep"
KINDS = (
    (ALL, _("All or nothing: money is taken only if the minimum comes together")),
    (KEEP, _("What comes together is used, however much it is")),
)
NEEDED = {"required": _("This is needed.")}


class CampaignForm(Refusable):
    """What is asked for and until when, by the clock of the municipality."""

    places = {"closes_at": "closes_day"}

    kind = forms.ChoiceField(label=_("How it collects"), choices=KINDS, widget=forms.RadioSelect, initial=ALL)
    minimum_cents = EuroField(
        label=_("Minimum, in euro"),
        help_text=_("With less the project cannot be done. If it does not come together, nobody pays anything."),
    )  # fmt: skip
    optimum_cents = EuroField(
        label=_("Optimum, in euro"), required=False, help_text=_("With so much you can do everything you have in mind.")
    )
    closes_day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day on which it closes.")},
    )  # fmt: skip
    closes_time = forms.TimeField(
        label=_("at"), required=False, initial=time(20, 0),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip

    def __init__(self, project: Any, sent: Any = None, *, campaign: Any = None) -> None:
        self.zone = ZoneInfo(project.municipality.timezone)
        super().__init__(sent, initial=_said_of(campaign, self.zone) if campaign else None)
        if project.by_municipality:
            self.fields["minimum_cents"].required = False
        else:
            del self.fields["kind"]

    def plan(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        data = self.cleaned_data
        at = data["closes_time"] or time(20, 0)
        return {
            "kind": data.get("kind", ALL),
            "minimum_cents": data["minimum_cents"] or 0,
            "optimum_cents": data["optimum_cents"],
            "closes_at": datetime.combine(data["closes_day"], at, tzinfo=self.zone),
        }


def _said_of(campaign: Any, zone: ZoneInfo) -> dict[str, Any]:
    closes = campaign.closes_at.astimezone(zone)
    return {
        "kind": campaign.kind,
        "minimum_cents": campaign.minimum_cents or None,
        "optimum_cents": campaign.optimum_cents,
        "closes_day": closes.date(),
        "closes_time": closes.time(),
    }


class PayoutForm(Refusable):
    """Money of the campaign that is asked for."""

    cents = EuroField(label=_("How much, in euro"))
    purpose = forms.CharField(
        label=_("What it is for"), max_length=200, error_messages=NEEDED,
        help_text=_("Everybody reads this once it is paid. For example: Boards for the benches."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    document = forms.CharField(
        label=_("By which document"), max_length=5000, error_messages=NEEDED,
        help_text=_("The invoice or contract: its number, its day, and from whom it is. Only the officials read it."),
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
    )  # fmt: skip
    holder = forms.CharField(
        label=_("Who is to get it"), max_length=70, error_messages=NEEDED,
        help_text=_("The holder of the account, as the bank knows them."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    iban = AccountField(
        label=_("IBAN"), error_messages=NEEDED, help_text=_("With blanks or without: every character is checked.")
    )
    client_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"id": False}))

    def __init__(self, sent: Any = None, *, last: Any = None) -> None:
        """``last``: the payout before, whose account is offered again."""
        before = {"holder": last.holder, "iban": last.iban} if last else {}
        super().__init__(sent, initial={"client_key": secrets.token_urlsafe(12), **before})


class RefusalForm(Refusable):
    """Why nothing is paid."""

    reason = forms.CharField(
        label=_("Why it is refused"), max_length=2000, help_text=_("The coordinators read it."),
        error_messages={"required": _("Say why it is refused.")}, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
