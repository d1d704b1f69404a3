"""Projects as HTML: bars with their goal, cards of lists. Drawn in Python: lists and live events hold many.

Every value is escaped here, but for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from frontend import dates
from frontend.consultations.speakers import speaker_of
from frontend.consultations.voices import draw_who
from frontend.pictures.drawing import draw_media
from frontend.unbroken import unbroken, unbroken_words

from . import words
from .figures import Line


def told(number: Any) -> str:
    """A number as people of the language write it, without zeros that say nothing."""
    plain = Decimal(number or 0).normalize()
    whole = plain == plain.to_integral()
    return number_format(plain.quantize(Decimal(1)) if whole else plain, use_l10n=True, force_grouping=True)


def draw_bar(done: Any, goal: Any, label: str, promised: Any = 0, further: Any = 0) -> SafeString:
    """What is there, what is promised beside it, a mark where the goal is, and a dashed one where more is wished for; named
    for those who cannot see it.
    """
    done, promised, goal, further = (Decimal(one or 0) for one in (done, promised, goal, further))
    widest = max(goal, further, done + promised, Decimal(1))
    there, more = (float(round(part / widest * 100, 2)) for part in (done, promised))
    mark, second = (min(float(round(part / widest * 100, 2)), 99.6) for part in (goal, further))
    wish = (
        f'<path class="f-mark f-wish" d="M{second} 0V10" vector-effect="non-scaling-stroke"/>' if further > goal else ""
    )
    return mark_safe(
        f'<svg class="goal-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{escape(label)}">'
        '<rect class="f-track" y="2" width="100" height="6"/>'
        f'<rect class="f-accent" y="2" width="{there}" height="6"/>'
        f'<rect class="f-promised" x="{there}" y="2" width="{more}" height="6"/>'
        f'<path class="f-mark" d="M{mark} 0V10" vector-effect="non-scaling-stroke"/>{wish}</svg>'
    )


def draw_meter(line: Line) -> SafeString:
    """A line of a project's numbers: what it is, the bar, and how much of how much."""
    numbers = {"done": line.written or told(line.done), "goal": told(line.goal)}
    said = _("%(done)s of %(goal)s") % numbers
    label = line.said or f"{line.name}: {said} {line.unit}".strip()
    unit = f" {escape(line.unit)}" if line.unit else ""
    shown = f"<b>{escape(numbers['done'])}</b> / {escape(numbers['goal'])}{unit}"
    bar = draw_bar(line.done, line.goal, label, line.promised, line.further)
    return mark_safe(
        f'<div class="meter" id="meter-{escape(line.key)}"><span class="meter-name">{escape(line.name)}</span>{bar}'
        f'<span class="meter-n num" aria-hidden="true">{shown}</span></div>'
    )


def draw_meters(lines: Iterable[Line], *, named: bool = True) -> SafeString:
    """All lines of a project's numbers; without ids where several projects stand on a page."""
    made = "".join(draw_meter(one) for one in lines)
    return mark_safe(made if named else ID.sub("", made))


ID = re.compile(r' id="meter-[a-z]+"')


def draw_card(project: Any, figures: Iterable[Line]) -> SafeString:
    """A project in a list."""
    left, due = words.time_left(project), " soon" if words.is_due(project) else ""
    who, _is_organisation = words.who_proposed(project)
    title = unbroken_words(project.title or _("without a title"))
    tone, state = words.TONES.get(project.state, ""), words.STATES[project.state]
    summary = (
        f'<p class="project-sum" lang="{escape(project.language)}">{escape(project.summary)}</p>'
        if project.summary
        else ""
    )
    foot = f'<span class="time-left{due}">{escape(left)}</span>' if left else ""
    return mark_safe(
        '<article class="card project-card"><div class="row row-between tiny quiet">'
        f"<span>{escape(project.municipality.name)}</span>"
        f'<span class="tag tone-{tone}"><span class="dot"></span>{escape(str(state))}</span></div>\n'
        f'<h3 class="card-title" lang="{escape(project.language)}"><a class="card-link" '
        f'href="{reverse("project", args=[project.pk])}">{title}</a></h3>\n'
        f'{summary}<div class="meters">{draw_meters(figures, named=False)}</div>'
        f'<p class="row row-between small project-foot">{foot}<span class="quiet">{escape(who)}</span></p></article>'
    )


def need_words(quantity: int, unit: str, missing: int, came: int | None = None) -> str:
    """How many of a thing are needed, and how many are still missing; with ``came``, once it is over, how many came."""
    every = f"{told(quantity)} {unit}".strip()
    if came is not None:
        return _("%(n)s of %(every)s came") % {"every": every, "n": told(came)}
    if not missing:
        return _("%(every)s · nothing is missing") % {"every": every}
    return _("%(every)s · %(n)s still missing") % {"every": every, "n": told(missing)}


def draw_need(what: str, quantity: int, brought: int, promised: int) -> SafeString:
    """The bar of a thing that is needed."""
    numbers = {"what": what, "brought": told(brought), "promised": told(promised), "goal": told(quantity)}
    label = _("%(what)s: %(brought)s brought and %(promised)s promised of %(goal)s") % numbers
    return draw_bar(brought, quantity, label, promised)


def draw_updates(updates: Iterable[Any], language: str) -> SafeString:
    """News, the newest first, with who wrote it."""
    return mark_safe("".join(draw_update(one, language) for one in updates))


def draw_update(update: Any, language: str, *, named: bool = True) -> SafeString:
    """News as its page shows it; its text was made safe when it was written. An event names nobody."""
    pk = int(update.pk)
    by = f"{draw_who(speaker_of(update.author, update.organisation, update.group))}" if named else ""
    was_edited, report = escape(_("edited")), escape(_("Report"))
    edited = f'<span class="tiny quiet">{was_edited}</span>' if update.edited_at else ""
    return mark_safe(
        f'<li class="update" id="update-{pk}"><article aria-labelledby="update-{pk}-h">'
        f'<h3 id="update-{pk}-h" lang="{escape(language)}">{escape(update.title)}</h3>'
        f'<div class="update-head">{by}<a class="quiet" href="#update-{pk}">{dates.ago(update.at)}</a>{edited}</div>'
        f'<div class="voice-body" lang="{escape(language)}">{unbroken(update.html)}</div>'
        f'<div class="voice-media">{draw_media(update.pictures, None)}</div>'
        f'<p class="no-print"><a class="link-btn" id="update-{pk}-report" aria-labelledby="update-{pk}-report update-{pk}-h"'
        f' href="{reverse("report")}?ref=update.{pk}">{report}</a></p></article></li>\n'
    )
