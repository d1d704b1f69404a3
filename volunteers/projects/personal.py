"""What this room keeps about a person: what they proposed, lead, told, offered and decided."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User
from participation.live.actions import publish, rewrite

from .actions.common import tell
from .actions.proposing import remove_project
from .models import BEFORE, Check, Coordinator, Offer, Project, Report, Update
from .selectors.telling import STANDING

Rows = list[dict[str, Any]]


def export(user: User) -> dict[str, Rows]:
    """Every project they proposed or lead, every update, report, offer and check of theirs."""
    proposed = Project.objects.filter(proposer=user).order_by("pk")
    words = ("pk", "title", "summary", "description", "where", "organisation__name", "state", "created_at")
    led = Coordinator.objects.filter(user=user).order_by("pk")
    updates = Update.objects.filter(author=user).order_by("pk")
    offers = Offer.objects.filter(user=user).order_by("pk")
    reports = Report.objects.filter(author=user).order_by("pk")
    checks = Check.objects.filter(by=user).order_by("pk")
    return {
        "proposed": _rows(proposed.values(*words)),
        "leads": _rows(led.values("project_id", "project__title", "since")),
        "updates": _rows(
            updates.values("project_id", "title", "text", "pictures", "organisation__name", "at", "edited_at")
        ),
        "offers": _rows(
            offers.values(
                "need__project_id", "need__what", "quantity", "words", "answer", "state", "organisation__name", "at"
            )
        ),
        "reports": _rows(reports.values("project_id", "text", "thanks", "pictures", "at", "corrected_at")),
        "checks": _rows(checks.values("project_id", "outcome", "reason", "items", "at")),
    }


def erase(user: User) -> None:
    """Drafts and what waits with nobody else to lead it are gone. What is public stays, by a former participant, without
    their pictures; offers that stood do so no longer, and their words are gone.
    """
    alone = Project.objects.select_related("thread").filter(state__in=BEFORE, coordinators__user=user)
    for project in alone.exclude(coordinators__user__in=User.objects.exclude(pk=user.pk)).order_by("pk"):
        remove_project(project)
    Project.objects.filter(proposer=user).update(proposer=None, client_key="")
    touched = _erase_offers(user)
    gone = _erase_news(user)
    Report.objects.filter(author=user).update(author=None, pictures=[])
    Coordinator.objects.filter(user=user).delete()
    for project in touched:
        tell(project, "project.needs")
    for scope in sorted(gone):
        publish(stream=scope, kind="author.gone", data={"author": user.pk}, ref=f"author.{user.pk}")


def _erase_offers(user: User) -> list[Project]:
    """The projects in which something is missing again."""
    offers = Offer.objects.filter(user=user)
    numbers = set(offers.filter(state__in=STANDING).values_list("need__project_id", flat=True))
    touched = list(Project.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk"))
    offers.filter(state__in=STANDING).update(state=Offer.State.WITHDRAWN)
    offers.update(user=None, words="", answer="")
    return touched


def _erase_news(user: User) -> list[str]:
    """The scopes of the public projects of which the person told news."""
    updates = list(Update.objects.select_related("project").filter(author=user).order_by("pk"))
    Update.objects.filter(author=user).update(author=None, client_key="", pictures=[])
    told: dict[str, list[str]] = {}
    for update in updates:
        if update.project.is_public:
            told.setdefault(update.project.scope, []).append(update.ref)
    for scope, refs in told.items():
        rewrite(stream=scope, refs=refs, change=_without_pictures)
    return list(told)


def _without_pictures(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "pictures": []} if data.get("pictures") else data


def _rows(found: Any) -> Rows:
    return [dict(row) for row in found]


def join() -> None:
    """Public projects outlive the person, without them."""
    personal_data.register("projects", export, erase)
