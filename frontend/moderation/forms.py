"""What people write in a report, and moderators in a decision."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.refusals import Refused

REASONS = (
    ("insult", _("insult or threat")),
    ("hate", _("hatred against a group")),
    ("personal", _("someone's personal data")),
    ("spam", _("advertising or spam")),
    ("false", _("poses as someone else")),
    ("other", _("something else")),
)
OUTCOMES = (("keep", _("It stays"), "support"), ("hide", _("Hide it"), "oppose"))


class RuledForm(forms.Form):
    """A form that shows an action's refusal at its field."""

    def refuse(self, refusal: Refused) -> None:
        """Show why the action refused, at the field it is about."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class ReportForm(RuledForm):
    """What is wrong with something."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        help_text=_("Helps the moderator. Not shown to the author."),
    )


class DecisionForm(RuledForm):
    """Whether it stays, and why not."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(value, label) for value, label, _tone in OUTCOMES],
        error_messages={"required": _("Choose whether it stays or is hidden.")},
    )
    rule = forms.CharField(
        label=_("The rule it breaks"),
        required=False,
        max_length=200,
        help_text=_("Needed for hiding. For example: no insults; no personal data of others."),
    )
    facts = forms.CharField(
        label=_("What in it breaks the rule"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        help_text=_("Needed for hiding. The author reads this, by mail too."),
    )

    outcomes = OUTCOMES

    @property
    def chosen(self) -> str:
        """The outcome chosen before, to be kept."""
        return str(self.data.get("outcome", "")) if self.is_bound else ""
