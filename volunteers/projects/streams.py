"""Who may listen to a project: whoever may see it; and who may write there."""

from __future__ import annotations

from participation.accounts.models import User
from participation.keys import as_id
from participation.live import policies
from participation.places.selectors import can_act

from .models import Project
from .policies import may_see, refusal_to_ask


def may_listen(user_id: int | None, stream: str) -> bool:
    """Everybody to a public project; its team and the officials to what is not public."""
    project = _project(stream)
    return project is not None and may_see(_person(user_id), project)


def may_write(user_id: int | None, stream: str) -> bool:
    """Whether the person may ask something there now."""
    project = _project(stream)
    return (
        project is not None and refusal_to_ask(project) is None and can_act(_person(user_id), project.municipality_id)
    )


def join() -> None:
    """Register the rule for ``project.<id>``."""
    policies.register("project", may_listen, presence=policies.Presence.COUNTS, may_write=may_write)


def _project(stream: str) -> Project | None:
    number = as_id(stream.partition(".")[2])
    return Project.objects.filter(pk=number).first() if number is not None else None


def _person(user_id: int | None) -> User | None:
    return User.objects.filter(pk=user_id).first() if user_id else None
