"""Reports, and decisions with their reasons: without a statement there is no restriction."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality, Suspension

from .rules import in_reader_language

APPEAL_TERM = timedelta(days=183)  # six months


class Report(models.Model):
    """Somebody says that something breaks the rules. Personal data: who reported, how to reach them."""

    class Reason(models.TextChoices):
        INSULT = "insult", _("insult or threat")
        HATE = "hate", _("hatred against a group")
        PERSONAL = "personal", _("someone's personal data")
        SPAM = "spam", _("advertising or spam")
        FALSE = "false", _("poses as someone else")
        OTHER = "other", _("something else")

    class Source(models.TextChoices):
        PERSON = "person", _("somebody reported it")
        AUTOMATIC = "automatic", _("an automatic check pointed to it")

    ref = models.CharField(max_length=60)  # "post.17", "suggestion.3"
    scope = models.CharField(max_length=60)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="reports")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.PERSON)
    detector = models.CharField(max_length=20, blank=True)  # which automatic check: "egn", "words", "burst", "links"
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reports_made")
    contact = models.EmailField(_("e-mail"), blank=True)  # of somebody without an account who wants an answer
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    place = models.CharField(_("which words"), max_length=500, blank=True)  # where in it; empty: all of it
    note = models.TextField(_("what is wrong"), max_length=2000, blank=True)
    receipt = models.CharField(max_length=16, unique=True)
    language = models.CharField(max_length=5, default="bg")  # of the mail that tells a guest the outcome
    told_at = models.DateTimeField(null=True, blank=True)  # when the guest was mailed
    created_at = models.DateTimeField(default=timezone.now)
    decision = models.ForeignKey("Decision", models.SET_NULL, null=True, blank=True, related_name="reports")

    was_there = False  # told by the action: the same person had made it before

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "created_at"], condition=models.Q(decision__isnull=True), name="reports_waiting"
            ),
            models.Index(fields=["ref"], name="reports_of_a_thing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "detector"],
                condition=models.Q(source="automatic", decision__isnull=True),
                name="one_open_flag_per_check",
            )
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.ref}"


class Rule(models.Model):
    """A rule of a municipality in its own words; where it has none, those of the platform hold. No personal data."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="rules")
    code = models.SlugField(max_length=30)  # "insults"; a decision names it
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(
        null=True, blank=True
    )  # replaced or repealed; decisions keep the words they were under

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"], condition=models.Q(until__isnull=True), name="one_rule_of_a_code"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What a moderator decided, under which rule and why. Personal data: who decided, whose text it was, hidden words."""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("stays")
        WARN = "warn", _("stays, with a warning")
        HIDE_PART = "hide_part", _("hidden in part")
        HIDE = "hide", _("hidden")
        LOCK = "lock", _("locked")
        SUSPEND = "suspend", _("author suspended for a time")

    class Detection(models.TextChoices):
        REPORT = "report", _("after a report")
        AUTOMATIC = "automatic", _("after an automatic check")
        BOTH = "both", _("after a report and an automatic check")
        OWN = "own", _("seen by a moderator")

    ref = models.CharField(max_length=60)
    scope = models.CharField(max_length=60)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    detection = models.CharField(max_length=10, choices=Detection.choices, default=Detection.REPORT)
    rule_code = models.CharField(max_length=30, blank=True)
    rule = models.CharField(_("rule"), max_length=200)  # its title on that day
    rule_text = models.TextField(blank=True)  # its words on that day
    facts = models.TextField(_("facts"), max_length=2000)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)  # why these facts break that rule
    words = models.TextField(blank=True)  # hidden in part: which words, one passage a line
    original = models.TextField(blank=True)  # hidden in part: what stood there, to be restored; emptied after the term
    until = models.DateTimeField(null=True, blank=True)  # suspended until
    days = models.PositiveSmallIntegerField(default=0)  # for how long, counted from the moment it takes effect
    suspension = models.OneToOneField(Suspension, models.SET_NULL, null=True, blank=True, related_name="+")
    first_report_at = models.DateTimeField(null=True, blank=True)  # since when it waited; empty: nobody reported it
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decisions_made")
    affected = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decisions_about"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    needs_second = models.BooleanField(default=False)  # the moderator works on what was criticised
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decisions_seconded"
    )
    not_agreed = models.TextField(max_length=2000, blank=True)  # discarded: why the second moderator did not agree
    effective_at = models.DateTimeField(null=True, blank=True)  # empty while a second moderator has to agree
    reversed_at = models.DateTimeField(null=True, blank=True)  # by an appeal, or by moderators themselves

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-decided_at"], name="decisions_of_a_place"),
            models.Index(fields=["-decided_at"], name="decisions_of_all_places"),
            models.Index(fields=["ref"], name="decisions_of_a_thing"),
            models.Index(fields=["affected", "-decided_at"], name="decisions_about_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.ref}"

    @property
    def rule_told(self) -> str:
        """The rule's title for the reader: the platform's own in their language."""
        return in_reader_language(self.rule)

    @property
    def rule_text_told(self) -> str:
        """The same of its words."""
        return in_reader_language(self.rule_text)

    @property
    def is_restricting(self) -> bool:
        """Whether it takes something from somebody, who is owed a statement of reasons."""
        return self.outcome != self.Outcome.KEEP

    @property
    def stands(self) -> bool:
        """In effect and not taken back."""
        return self.effective_at is not None and self.reversed_at is None

    @property
    def is_waiting(self) -> bool:
        """No effect until a second moderator agrees."""
        return self.needs_second and self.effective_at is None and self.reversed_at is None

    @property
    def appeal_until(self) -> datetime | None:
        """Until when the person may appeal."""
        return self.effective_at + APPEAL_TERM if self.effective_at else None


class Appeal(models.Model):
    """Somebody asks another human to look again. Personal data: who asks, how to reach them, their words."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("the decision stands")
        REVERSED = "reversed", _("the decision is reversed")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="appeals")
    appellant = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="appeals")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="appeals")  # by a reporter
    text = models.TextField(_("why it is wrong"), max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)  # empty while it waits
    reason = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="appeals_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "appellant"], name="one_appeal_of_a_person"),
            models.UniqueConstraint(fields=["decision", "report"], name="one_appeal_of_a_report"),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(outcome=""), name="appeals_waiting"),
        ]

    def __str__(self) -> str:
        return f"appeal against {self.decision_id}"


class Word(models.Model):
    """A word or phrase that an automatic check looks for. Shown to administrators alone. No personal data."""

    class Weight(models.IntegerChoices):
        UNREVIEWED = 1, _("nobody has looked at it: flags only together with another")
        CLEAR = 2, _("flags by itself")

    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    word = models.CharField(_("word or phrase"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("weight"), choices=Weight.choices, default=Weight.UNREVIEWED)
    is_on = models.BooleanField(_("looked for"), default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("flagged word")
        verbose_name_plural = _("flagged words")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="one_row_per_word")]
        indexes = [models.Index(fields=["language", "-changed_at"], name="words_of_a_language")]

    def __str__(self) -> str:
        return f"{self.language} {self.pk}"


class ThrowawayDomain(models.Model):
    """A mail domain whose addresses anybody has for some minutes. No personal data."""

    domain = models.CharField(_("domain"), max_length=253, unique=True)  # in small letters
    is_on = models.BooleanField(_("looked for"), default=True)

    class Meta:
        verbose_name = _("throw-away mail domain")
        verbose_name_plural = _("throw-away mail domains")

    def __str__(self) -> str:
        return self.domain
