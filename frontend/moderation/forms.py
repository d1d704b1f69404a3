"""What people write in a report and an appeal, and moderators in a decision and a rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.keys import MOST
from participation.moderation.actions.deciding import MISSING
from participation.refusals import Refused

from .words import OUTCOMES, options

REASONS = (
    ("insult", _("insult or threat")),
    ("hate", _("hatred against a group")),
    ("personal", _("someone's personal data")),
    ("spam", _("advertising or spam")),
    ("false", _("poses as someone else")),
    ("other", _("something else")),
)
RESTRICTING = "outcome=" + "|".join(outcome for outcome in OUTCOMES if outcome != "keep")
WHEN_RESTRICTING = {"data-needed-with": RESTRICTING}  # the page's script says that it is required while one is chosen


class RuledForm(forms.Form):
    """A form that shows an action's refusal at its field."""

    def refuse(self, refusal: Refused) -> None:
        """Show why the action refused, at each field it is about."""
        if "fields" in refusal.extra:
            for field, words in refusal.extra["fields"].items():
                self.add_error(field if field in self.fields else None, words)
            return
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class ReportForm(RuledForm):
    """What is wrong with something."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    place = forms.CharField(
        label=_("Which words?"),
        required=False,
        max_length=500,
        help_text=_("Copy them here, if it is not about all of it."),
    )
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        help_text=_("Helps the moderator. Not shown to the author."),
    )
    contact = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("We mail you what was decided, and nothing else. The author does not see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *given: Any, is_guest: bool = True, **more: Any) -> None:
        super().__init__(*given, **more)
        if not is_guest:  # the bell tells those who are signed in
            del self.fields["contact"]


class DaysField(forms.IntegerField):
    """A number of days; what is none is 0, so that the action says what is wrong together with everything else."""

    def to_python(self, value: Any) -> int | None:
        try:
            said = super().to_python(value)
        except forms.ValidationError:
            return 0
        return said if said is None or abs(said) <= MOST else 0


class DecisionForm(RuledForm):
    """What becomes of it, and why."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(value, label) for value, (label, _tone) in OUTCOMES.items()],
        error_messages={"required": _("Choose one of the decisions that are possible here.")},
    )
    words = forms.CharField(
        label=_("Words to hide"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": "", "data-needed-with": "outcome=hide_part"}),
        help_text=_("One passage a line, as it stands there. You can also select words above."),
    )
    days = DaysField(
        label=_("For how many days"),
        required=False,
        help_text=_("From 1 to 90."),
        widget=forms.NumberInput(attrs={"data-needed-with": "outcome=suspend", "inputmode": "numeric"}),
    )
    whole = forms.BooleanField(label=_("Yes, close the whole conversation for everybody"), required=False)
    rule = forms.CharField(
        label=_("The rule it breaks"), required=False, max_length=30, widget=forms.Select(attrs=WHEN_RESTRICTING)
    )
    facts = forms.CharField(
        label=_("What in it breaks the rule"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": "", **WHEN_RESTRICTING}),
        help_text=_("The facts. The person reads this, by mail too, and so do those who reported it: name nobody."),
    )
    reason = forms.CharField(
        label=_("Why that breaks it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": "", **WHEN_RESTRICTING}),
        help_text=_("In a sentence or two, so that both can understand it."),
    )

    same = forms.BooleanField(
        label=_("The same for the next one of this person"),
        required=False,
        help_text=_("It opens next, with this decision, rule and reasons filled in, to be confirmed or changed."),
    )

    def __init__(self, *given: Any, possible: Iterable[str] = (), rules: Iterable[Any] = (), **more: Any) -> None:
        super().__init__(*given, **more)
        self.outcomes = options(possible)
        chosen: Any = self.fields["rule"].widget
        chosen.choices = [("", "—"), *((rule.code, rule.title) for rule in rules)]

    def clean(self) -> dict[str, Any]:
        """Locking closes a conversation for all who speak in it, and is confirmed."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("outcome") == "lock" and not data.get("whole"):
            self.add_error("whole", _("Confirm that nobody can add anything to it any more."))
            for field, words in MISSING.items():  # everything at once
                if not data.get(field):
                    self.add_error(field, words)
        return data

    @property
    def given(self) -> dict[str, Any]:
        """What the action is told."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("whole", "same")}

    @property
    def chosen(self) -> str:
        """The outcome chosen before, to be kept."""
        return str((self.data if self.is_bound else self.initial).get("outcome", ""))


class SecondForm(RuledForm):
    """Why a second moderator does not agree."""

    reason = forms.CharField(
        label=_("Why you do not agree"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "data-grow": ""}),
        help_text=_("Only for “Discard”. Whoever decided reads it."),
    )


class AppealForm(RuledForm):
    """Why another human should look again."""

    text = forms.CharField(
        label=_("Why do you think it is wrong?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-grow": ""}),
        error_messages={"required": _("Say why you think it is wrong.")},
    )


class AppealAnswerForm(RuledForm):
    """What another human found."""

    outcomes = (("upheld", _("The decision stands"), "unsure"), ("reversed", _("Reverse it"), "support"))
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(value, label) for value, label, _tone in outcomes],
        error_messages={"required": _("Choose whether the decision stands.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
        help_text=_("Both sides read this."),
    )

    @property
    def chosen(self) -> str:
        """The outcome chosen before, to be kept."""
        return str(self.data.get("outcome", "")) if self.is_bound else ""


class RuleForm(RuledForm):
    """A rule of the municipality in its own words."""

    code = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "data-grow": ""}))
