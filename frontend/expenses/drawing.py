"""What a project planned and spent, as its page and live events show it: sums alone, the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontend.consultations.pieces import drawn, piece
from frontend.projects.drawing import draw_bar
from frontend.projects.reading import same_for_all
from frontend.templatetags.projects import euros
from participation.places.selectors import is_official
from volunteers.money.policies import may_account
from volunteers.money.selectors.expenses import has_expenses, told_spending
from volunteers.projects.policies import leads

PUBLIC = ("open", "under_way", "finished", "ended")
Data = Mapping[str, Any]


def spending_rows(told: Data) -> list[dict[str, Any]]:
    """The lines of the budget with a bar each; at the end what was spent for none of them."""
    rows = [
        {
            "what": line["what"],
            "planned": line["planned_cents"],
            "spent": line["spent_cents"],
            "bar": draw_bar(line["spent_cents"], line["planned_cents"], _label(line)),
        }
        for line in told["lines"]
    ]
    if told["other_cents"]:
        rows.append({"what": "", "planned": None, "spent": told["other_cents"], "bar": ""})
    return rows


def draw_table(told: Data) -> SafeString:
    """Planned and spent, line by line."""
    context = {"rows": spending_rows(told), "told": told}
    return mark_safe(drawn("expenses/table.html", context))  # a template


def draw_section(told: Data) -> SafeString:
    """The section of the project's page; nothing before something was spent."""
    if not told["spent_cents"]:
        return SafeString("")
    context = {"table": draw_table(told), "project_id": told["project"]}
    return mark_safe(drawn("expenses/section.html", context))  # a template


def draw_spending(request: HttpRequest, project: Any) -> SafeString:
    """The place of that section, which live events fill."""
    if project.state not in PUBLIC:
        return SafeString("")
    html = same_for_all(project, ("spending", get_language() or ""), lambda: _section(project))
    way = "" if html else _way_in(request, project)
    return mark_safe(f'<div class="spending" id="spending">{html}</div>{way}')  # a template


def _section(project: Any) -> str:
    return draw_section(told_spending(project)) if has_expenses(project) else ""


def _way_in(request: HttpRequest, project: Any) -> str:
    """For officials, who look at the papers of payouts before anything is spent."""
    standing = getattr(project, "standing", None)
    if not (standing.is_official if standing else is_official(request.user, project.municipality_id)):
        return ""
    return drawn("expenses/way_in.html", {"project_id": project.pk})


def draw_entering(request: HttpRequest, project: Any) -> SafeString:
    """For those who lead it: how much is entered, and the way to enter more."""
    if not leads(request.user, project) or project.state not in PUBLIC:
        return SafeString("")
    told = told_spending(project)
    context = {"project": project, "told": told, "may_account": may_account(request.user, project, timezone.now())}
    return mark_safe(drawn("expenses/lead.html", context, request))  # a template


def on_changed(stream: str, kind: str, data: Data) -> list[str]:
    """The sums of a live event, on the project's page and on that of its expenses."""
    return [
        piece("spending", "inner", draw_section(data)),
        piece("spending-table", "inner", draw_table(data)),
    ]


DRAWN = {"expense.changed": on_changed}


def _label(line: Data) -> str:
    numbers = {"what": line["what"], "spent": euros(line["spent_cents"]), "planned": euros(line["planned_cents"])}
    return _("%(what)s: %(spent)s spent of %(planned)s planned") % numbers
