"""What things and appeals are called wherever decisions are told: pages, and tables for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise
KINDS: Mapping[str, Words] = {
    "post": pgettext_lazy("kind of thing", "comment"),
    "suggestion": pgettext_lazy("kind of thing", "suggested wording"),
    "consultation": _("text of a consultation"),
    "answer": _("answer of the municipality"),
    "organisation": _("organisation"),
    "person": _("name of a person"),
    "topic": _("topic"),
    "project": _("project"),
    "update": _("news of a project"),
}
APPEALS: Mapping[str, Words] = {
    "waiting": _("an appeal waits for another person"),
    "upheld": _("after an appeal: the decision stands"),
    "reversed": _("after an appeal: the decision was taken back"),
}
COUNTED_BY: Mapping[str, Words] = {
    "all": _("all together"),
    "outcome": _("by decision"),
    "rule": _("by rule"),
    "detection": _("by how it was found"),
    "time": _("time"),
    "appeals": _("appeals"),
}


def kind_of(ref: str, scope: str = "") -> Words:
    """What kind of thing a ref names; what was said in a topic is a post there, and beside a draft a comment."""
    kind = ref.partition(".")[0]
    if kind == "post" and scope.startswith("topic."):
        return pgettext_lazy("kind of thing", "post in a topic")
    return KINDS.get(kind, kind)
