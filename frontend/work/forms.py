"""Forms of the workspace. What may be typed comes from the tables, by `proposals.selectors.details`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.selectors.details import clause_kind_choices, detail, kind_choices, outcome_choices

HELP = {
    "summary": gettext_lazy("Two or three sentences for the people of the municipality, without the words of the law."),
    "institution": gettext_lazy("The mayor, a councillor, a committee of the council, or a department."),
    "law": gettext_lazy("The act and article by which the municipality may decide this."),
    "policy_area": gettext_lazy("For example: digital services, education, culture."),
    "act_type": gettext_lazy("For example: ordinance of the municipal council."),
    "reg_num": gettext_lazy("As in your document register, if there is one already."),
    "way_counter": gettext_lazy("Address, room and hours."),
    "contact_name": gettext_lazy("Somebody who can answer questions about the draft."),
    "motives_resources": gettext_lazy("Money and people that applying it will need; say so if none."),
    "document_questions": gettext_lazy("What you most want to hear about: one question a line."),
    "document_process": gettext_lazy("What happens with the proposals, who answers, when the council decides."),
}

FILE_ERRORS = {
    "required": gettext_lazy("Choose a file."),
    "empty": gettext_lazy("The file is empty."),
    "invalid": gettext_lazy("The file did not arrive. Choose it again."),
    "missing": gettext_lazy("The file did not arrive. Choose it again."),
}


def field_for(name: str) -> forms.Field:
    """A control for one detail of a consultation."""
    told = detail(name)
    kwargs: dict[str, Any] = {
        "label": capfirst(str(told.label)),
        "required": name == "title",
        "help_text": HELP.get(name, ""),
    }
    if name == "kind":
        return forms.ChoiceField(choices=kind_choices(), label=capfirst(str(told.label)))
    if told.is_email:
        return forms.EmailField(max_length=254, **kwargs)
    widget = forms.Textarea(attrs={"rows": 4}) if told.is_long else None
    return forms.CharField(max_length=told.limit, widget=widget, **kwargs)


class SectionForm(forms.Form):
    """The fields of one section of a consultation."""

    def __init__(self, names: tuple[str, ...], wanted: Collection[str], *args: Any, **kwargs: Any) -> None:
        """``wanted``: the fields without which it cannot be published; they bear a star."""
        super().__init__(*args, **kwargs)
        for name in names:
            field = self.fields[name] = field_for(name)
            if name in wanted:
                field.label = f"{field.label} *"


class StartForm(forms.Form):
    """A new consultation."""

    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"), choices=kind_choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of document it is.")},
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=240,
        help_text=gettext_lazy("As it will stand on the act, for example: Strategy for digital services 2027–2031."),
    )

    def __init__(self, places: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipality = self.fields["municipality"]
        assert isinstance(municipality, forms.ChoiceField)
        municipality.choices = [(str(place.pk), place.name) for place in places]
        if len(places) == 1:
            municipality.widget = forms.HiddenInput()
            municipality.initial = str(places[0].pk)


class ImportForm(forms.Form):
    """A document as a file or as pasted text: one of the two."""

    file = forms.FileField(
        label=gettext_lazy("Upload the document"),
        required=False,
        help_text=gettext_lazy("Word (DOCX), LibreOffice (ODT), PDF with text, Markdown; up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.odt,.pdf,.md,.txt,.markdown"}),
        error_messages=FILE_ERRORS,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste its text"),
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not (data.get("pasted") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Choose a file or paste the text."))
        return data


class ClauseForm(forms.Form):
    """One clause of a draft."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=clause_kind_choices)
    label = forms.CharField(label=gettext_lazy("Label"), max_length=40, required=False)
    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=500, required=False)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=50_000, required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class DatesForm(forms.Form):
    """Opening and closing by the municipality's clock on the wall."""

    opens = forms.ChoiceField(
        label=gettext_lazy("It opens"), widget=forms.RadioSelect, initial="now",
        choices=[("now", gettext_lazy("as soon as it is published")), ("on", gettext_lazy("on this day"))],
    )  # fmt: skip
    opens_day = forms.DateField(
        label=gettext_lazy("Opens on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    opens_time = forms.TimeField(
        label=gettext_lazy("at"), required=False, initial=time(9, 0),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    closes_day = forms.DateField(
        label=gettext_lazy("Closes on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    closes_time = forms.TimeField(
        label=gettext_lazy("at"), required=False, initial=time(23, 59),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip

    def __init__(self, zone: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["short_term_reason"] = field_for("short_term_reason")
        self.fields["short_term_reason"].help_text = _("Published with the draft. Only needed for a shorter term.")

    @staticmethod
    def initial_for(consultation: Any) -> dict[str, Any]:
        """What is planned so far, by the municipality's clock."""
        zone = ZoneInfo(consultation.municipality.timezone)
        initial: dict[str, Any] = {"opens": "on" if consultation.planned_opens_at else "now"}
        for name, moment in (("opens", consultation.planned_opens_at), ("closes", consultation.planned_closes_at)):
            if moment:
                local = moment.astimezone(zone)
                initial |= {f"{name}_day": local.date(), f"{name}_time": local.time()}
        return initial | {"short_term_reason": consultation.short_term_reason}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("opens") == "on" and not data.get("opens_day") and "opens_day" not in self.errors:
            self.add_error("opens_day", _("Choose the day."))
        if not self.errors:
            opens, closes = self.moment("opens"), self.moment("closes")
            if opens and opens <= timezone.now():
                self.add_error(
                    "opens_day", _("This moment has passed. Choose a later one, or let it open at publishing.")
                )
            if closes and closes <= timezone.now():
                self.add_error("closes_day", _("This moment has passed."))
        return data

    def moment(self, name: str) -> datetime | None:
        """The chosen moment of ``opens`` or ``closes``; None where none is chosen."""
        if name == "opens" and self.cleaned_data.get("opens") != "on":
            return None
        day = self.cleaned_data.get(f"{name}_day")
        if day is None:
            return None
        at = self.cleaned_data.get(f"{name}_time") or self.fields[f"{name}_time"].initial
        return datetime.combine(day, at, tzinfo=self.zone)


class AnswerForm(forms.Form):
    """The answer to one proposal, or one answer for several."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Answer"), choices=outcome_choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Published with the answer. Obligatory unless it is accepted as it stands."),
    )  # fmt: skip
    resulting_text = forms.CharField(
        label=gettext_lazy("Resulting text"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("How the clause reads after this answer. Empty: as in the proposal, where it is accepted."),
    )  # fmt: skip


class AdoptionForm(forms.Form):
    """The council's decision."""

    decision_number = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        max_length=60,
        help_text=gettext_lazy("For example: No. 214 of the municipal council."),
    )
    adopted_on = forms.DateField(
        label=gettext_lazy("Day of the decision"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, earliest: date | None, latest: date, *args: Any, **kwargs: Any) -> None:
        """The days offered: the action judges them."""
        super().__init__(*args, **kwargs)
        limits = {"min": f"{earliest:%Y-%m-%d}" if earliest else "", "max": f"{latest:%Y-%m-%d}"}
        self.fields["adopted_on"].widget.attrs.update({name: day for name, day in limits.items() if day})


class ReasonForm(forms.Form):
    """A reason that will be published."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Everybody will read it on the page of the consultation."),
    )  # fmt: skip


class ExtensionForm(ReasonForm):
    """A later closing by the municipality's clock on the wall, and why."""

    closes_day = forms.DateField(
        label=gettext_lazy("Closes on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    closes_time = forms.TimeField(
        label=gettext_lazy("at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    field_order = ["closes_day", "closes_time", "reason"]

    def __init__(self, consultation: Any, *args: Any, **kwargs: Any) -> None:
        self.zone = ZoneInfo(consultation.municipality.timezone)
        closes = consultation.window.closes_at.astimezone(self.zone)
        super().__init__(*args, **kwargs)
        self.initial = {"closes_day": closes.date(), "closes_time": closes.time()}
        self.fields["closes_day"].widget.attrs["min"] = f"{closes:%Y-%m-%d}"

    def moment(self) -> datetime:
        """The chosen closing."""
        return datetime.combine(self.cleaned_data["closes_day"], self.cleaned_data["closes_time"], tzinfo=self.zone)


class AttachmentForm(forms.Form):
    """A file that is published with the draft."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Documents, tables, presentations and pictures; up to 20 MB."),
        error_messages=FILE_ERRORS,
    )

    def __init__(self, choices: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices
