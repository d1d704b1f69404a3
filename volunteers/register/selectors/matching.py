"""Who would suit a project: volunteers who asked to be found, without name, age, place or anything they wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from participation.refusals import Words
from volunteers.projects.models import Project

from ..keys import alias_of
from ..lists import DAYS, LANGUAGES, SKILLS, days_in, is_away
from ..models import Volunteer
from ..policies import leads, refusal_to_take_part, shown
from .distances import near, told_km

SHOWN = 30
LOOKED_AT = 3000  # of whom the most suitable are shown
FAR = 10_000.0  # kilometres: helps from home alone


@dataclass(frozen=True)
class Wanted:
    """What coordinators look for besides time and place: codes of ``lists``. It orders what is shown, and hides nobody:
    otherwise one could ask on and on until one person is left.
    """

    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    @classmethod
    def of(cls, skills: Iterable[str] = (), languages: Iterable[str] = (), days: Iterable[str] = ()) -> Wanted:
        """Those of the codes that there are, in the order of their lists."""
        return cls(*(tuple(one for one in known if one in set(asked)) for known, asked in (
            (SKILLS, skills), (LANGUAGES, languages), (DAYS, days),
        )))  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be invited. ``id`` says nothing, and is another one in another project."""

    id: str
    reasons: tuple[Words, ...]
    skills: tuple[str, ...]  # codes
    volunteer_id: int = field(repr=False)  # for the invitation alone; never shown
    rank: tuple[float, float, str] = field(repr=False)


NOTHING_WANTED = Wanted()


def candidates(project: Project, viewer: object, wanted: Wanted = NOTHING_WANTED) -> list[Candidate]:
    """The most suitable first, at most 30; none for whoever does not coordinate it, or while it takes no helpers."""
    if not leads(viewer, project) or refusal_to_take_part(project) is not None:
        return []
    return sorted(suitable(project, wanted), key=lambda one: one.rank)[:SHOWN]


def find_candidate(project: Project, viewer: object, alias: str) -> Candidate | None:
    """The candidate of that name. Whoever is no longer suitable has none."""
    if not leads(viewer, project):
        return None
    return next((one for one in suitable(project, NOTHING_WANTED) if one.id == alias), None)


def suitable(project: Project, wanted: Wanted) -> list[Candidate]:
    """Everybody who could help there: near enough or from home, and not away all the time. Three queries."""
    places = near(project.municipality)
    today = timezone.localdate()
    first = max(project.starts_on or today, today)
    last = max(project.ends_on or first, first)
    found = []
    for volunteer in _matched(project, places).order_by("-changed_at", "id")[:LOOKED_AT]:
        if is_away(volunteer.away, first, last):
            continue
        km = min((places[one.pk] for one in volunteer.municipalities.all() if one.pk in places), default=FAR)
        found.append(_candidate(project, volunteer, wanted, km))
    return found


def _matched(project: Project, places: dict[int, float]) -> QuerySet[Volunteer]:
    settled = Volunteer.municipalities.through.objects.filter(municipality__in=list(places))
    there = Q(pk__in=settled.values("volunteer"))
    if project.is_remote:
        there |= Q(is_remote=True)
    now = timezone.now()
    free = Q(user__suspended_until=None) | Q(user__suspended_until__lte=now)
    known = Volunteer.objects.filter(there, free, shown(), is_listed=True, user__is_active=True)
    # Whoever applied, was invited, declined or withdrew is asked no more; coordinators are there already.
    others = known.exclude(user__applications__project=project).exclude(user__coordinates__project=project)
    return others.prefetch_related("municipalities")


def _candidate(project: Project, volunteer: Volunteer, wanted: Wanted, km: float) -> Candidate:
    alias = alias_of(project.pk, volunteer.pk)
    skills = [code for code in wanted.skills if code in volunteer.skills]
    languages = [code for code in wanted.languages or (project.language,) if code in volunteer.languages]
    free = days_in(volunteer.week)
    days = [code for code in wanted.days if code in free]
    reasons = [SKILLS[code] for code in skills]
    reasons += [format_lazy(_("speaks {language}"), language=LANGUAGES[code]) for code in languages]
    reasons += [format_lazy(_("has time on {day}"), day=DAYS[code]) for code in days]
    reasons.append(_where(km))
    rank = (-float(len(skills) * 2 + len(languages) + len(days)), km, alias)
    told = tuple(code for code in SKILLS if code in volunteer.skills)
    return Candidate(id=alias, reasons=tuple(reasons), skills=told, volunteer_id=volunteer.pk, rank=rank)


def _where(km: float) -> Words:
    if km == FAR:
        return _("helps from home")
    return _("same municipality") if km == 0 else format_lazy(_("about {km} km away"), km=told_km(km))
