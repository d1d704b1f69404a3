"""Every read of reports, decisions, appeals and rules."""

from .appeals import appeal_of, has_waiting_appeal, readable_appeals, waiting_appeals
from .cases import Case, as_cases, count_cases, get_case, in_context, list_cases, waiting_cases
from .decisions import (
    get_statement,
    hidden_by,
    list_decisions,
    list_statements,
    readable_decisions,
    waiting_for_second,
    waiting_on,
)
from .log import (
    Line,
    as_line,
    log_csv,
    of_year,
    places_in_log,
    public_log,
    rules_in_log,
    usual_hours,
    yearly,
    yearly_csv,
    years_of,
)
from .places import moderated_places, places_of
from .queue import Item, Place, count_queue, list_queue, next_in_queue
from .reports import appeal_by_report, get_report, list_reports_about, list_reports_of, waiting_report
from .rules import RuleView, current_rules, earlier_rules, find_rule, places_of_rules
from .stopped import Stopped, stopped_in

__all__ = [
    "Case",
    "Item",
    "Line",
    "Place",
    "RuleView",
    "Stopped",
    "appeal_by_report",
    "appeal_of",
    "as_cases",
    "as_line",
    "count_cases",
    "count_queue",
    "current_rules",
    "earlier_rules",
    "find_rule",
    "get_case",
    "get_report",
    "get_statement",
    "has_waiting_appeal",
    "hidden_by",
    "in_context",
    "list_cases",
    "list_decisions",
    "list_queue",
    "list_reports_about",
    "list_reports_of",
    "list_statements",
    "log_csv",
    "moderated_places",
    "next_in_queue",
    "of_year",
    "places_in_log",
    "places_of",
    "places_of_rules",
    "public_log",
    "readable_appeals",
    "readable_decisions",
    "rules_in_log",
    "stopped_in",
    "usual_hours",
    "waiting_appeals",
    "waiting_cases",
    "waiting_for_second",
    "waiting_on",
    "waiting_report",
    "yearly",
    "yearly_csv",
    "years_of",
]
