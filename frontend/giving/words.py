"""Where a campaign and a pledge are, and what comes next: in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from frontend import dates

from .sums import told_cents

STATES: dict[str, str | Promise] = {
    "planned": pgettext_lazy("campaign", "not opened yet"),
    "open": pgettext_lazy("campaign", "collecting pledges"),
    "funded": pgettext_lazy("campaign", "funded, being collected"),
    "settled": pgettext_lazy("campaign", "funded and collected"),
    "not_funded": pgettext_lazy("campaign", "the minimum was not reached"),
}
TONES = {"open": "support", "funded": "accent", "settled": "accent", "not_funded": "oppose"}
OWN_STATES: dict[str, str | Promise] = {
    "pledged": pgettext_lazy("pledge", "waiting"),
    "authorised": pgettext_lazy("pledge", "pledged"),
    "captured": pgettext_lazy("pledge", "given"),
    "cancelled": pgettext_lazy("pledge", "over, nothing taken"),
    "failed": pgettext_lazy("pledge", "refused, nothing taken"),
    "refunded": pgettext_lazy("pledge", "given back"),
}
OWN_TONES = {"pledged": "unsure", "authorised": "support", "captured": "accent", "failed": "oppose"}


def when(value: datetime, project: Any) -> str:
    """A moment on the clock of the project's municipality."""
    return dates.moment(value, project.municipality.timezone)


def time_left(campaign: Any) -> str:
    """How long one can still pledge; empty where one cannot."""
    seconds = int((campaign.closes_at - timezone.now()).total_seconds())
    if campaign.state != "open" or seconds <= 0:
        return ""
    if (days := seconds // 86_400) > 0:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    hours = seconds // 3600
    if hours > 0:
        return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}
    return _("less than an hour left")


def is_due(campaign: Any) -> bool:
    """Whether fewer than three days are left."""
    left = (campaign.closes_at - timezone.now()).total_seconds()
    return bool(campaign.state == "open" and 0 < left < 3 * 86_400)


def what_happens(campaign: Any) -> list[str]:
    """What becomes of the money, in sentences."""
    told = {"minimum": told_cents(campaign.minimum_cents), "moment": when(campaign.closes_at, campaign.project)}
    if campaign.state == "open":
        return _while_open(campaign, told)
    if campaign.state == "not_funded":
        return [
            _("The minimum of %(minimum)s was not reached. Nobody pays anything.") % told
            if campaign.minimum_cents
            else _("Nothing is collected. Nobody pays anything."),
            _("What had been transferred already is sent back."),
        ]
    said = _("It is funded: each pledge is taken once, and every donor gets a receipt.")
    if campaign.state == "settled":
        said = _("It is funded, and every pledge was taken. Each donor has a receipt.")
    return [said, _("The municipality holds the money and pays it out for the project, each time against documents.")]


def _while_open(campaign: Any, told: dict[str, str]) -> list[str]:
    if campaign.kind == "keep":
        return [
            _("What comes together until %(moment)s is used for the project, however much it is.") % told,
            _(
                "Until then you can change your pledge or take it back. What you had transferred is sent back to you then."
            ),
        ]
    return [
        _(
            "If at least %(minimum)s come together until %(moment)s, with what pools add, each pledge is taken once and"
            " the project gets the money."
        )
        % told,
        _("If less comes together, nobody pays anything: no card is charged, and what was transferred is sent back."),
        _("Until then you can change your pledge or take it back. What you had transferred is sent back to you then."),
    ]


def what_next(pledge: Any) -> list[str]:
    """What becomes of one's own pledge next, and when, in sentences."""
    campaign = pledge.campaign
    told = {
        "sum": told_cents(pledge.cents),
        "moment": when(campaign.closes_at, campaign.project),
        "minimum": told_cents(campaign.minimum_cents),
    }
    is_transfer = pledge.provider == "transfer"
    if pledge.state == "pledged":
        return _waiting(is_transfer, told)
    if pledge.state == "authorised":
        return _standing(campaign, is_transfer, told)
    if pledge.state == "cancelled":
        said = [_("This pledge is over. Nothing is taken from you.")]
        return [*said, _("If you had transferred anything, it is sent back to you.")] if is_transfer else said
    if pledge.state == "failed":
        return [_("The payment service refused it. Nothing was taken.")]
    if pledge.state == "refunded":
        return [_("All of it was given back to you.")]
    said = [_("Thank you! Given on %s") % dates.day(pledge.captured_at, campaign.project.municipality.timezone)]
    if pledge.refunded_cents:
        said.append(_("Of it, %s are given back to you.") % told_cents(pledge.refunded_cents))
    return said


def _waiting(is_transfer: bool, told: dict[str, str]) -> list[str]:
    if not is_transfer:
        return [_("The payment service has not confirmed it yet. It counts as soon as it has.")]
    return [
        _("It counts as soon as your transfer has arrived. It has to arrive before %(moment)s.") % told,
        _("If you do not transfer anything, nothing happens."),
    ]


def _standing(campaign: Any, is_transfer: bool, told: dict[str, str]) -> list[str]:
    if campaign.state != "open":
        return [_("The campaign is funded. Your pledge is being taken now; you are told when it is done.")]
    first = _("Your money has arrived and is kept for you until it is decided.") if is_transfer else ""
    last = _("On %(moment)s your %(sum)s are taken, once, and used for the project.") % told
    if campaign.kind == "keep" and is_transfer:
        last = _("On %(moment)s your %(sum)s go to the project.") % told
    if campaign.kind != "keep":
        last = (
            _(
                "On %(moment)s it is decided. If at least %(minimum)s have come together, your %(sum)s are taken, once;"
                " otherwise nothing is."
            )
            % told
        )
        if is_transfer:
            last = (
                _(
                    "On %(moment)s it is decided. If at least %(minimum)s have come together, your %(sum)s go to the"
                    " project; otherwise they are sent back to you."
                )
                % told
            )
    return [words for words in (first, last) if words]
