"""A consultation: one policy draft from preparing to what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality
from participation.voting.models import Window


class Consultation(models.Model):
    """A policy draft put to the public. Personal data: the contact person, who made and who published it."""

    class Kind(models.TextChoices):
        NORMATIVE = "normative", _("normative act")
        STRATEGY = "strategy", _("strategy")
        PROGRAMME = "programme", _("programme")
        PLAN = "plan", _("plan")
        IDEA = "idea", _("idea or concept")

    class Stage(models.TextChoices):
        """What officials decided. Whether it is open follows from the window's moments, not from this."""

        PREPARING = "preparing", _("being prepared")
        PUBLISHED = "published", _("published")
        ANSWERED = "answered", _("answered")
        ADOPTED = "adopted", _("adopted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class State(models.TextChoices):
        """What everybody sees: the stage together with the database's clock."""

        PREPARING = "preparing", _("being prepared")
        ANNOUNCED = "announced", _("announced")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed, awaiting answers")
        ANSWERED = "answered", _("answered")
        ADOPTED = "adopted", _("adopted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    state: str  # a value of State, where a selector added it (selectors.states.with_state)

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="consultations")
    kind = models.CharField(_("kind of document"), max_length=10, choices=Kind.choices, default=Kind.STRATEGY)
    title = models.CharField(_("title"), max_length=240)
    summary = models.TextField(_("what it is about, in plain words"), max_length=1200, blank=True)
    language = models.CharField(_("language of the text"), max_length=5, default="bg")
    policy_area = models.CharField(_("policy area"), max_length=120, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PREPARING)
    window = models.OneToOneField(Window, models.PROTECT, related_name="consultation")

    # What the law wants (see docs/law.md); the state portal keeps the same fields.
    institution = models.CharField(_("who proposes it"), max_length=200, blank=True)
    reg_num = models.CharField(_("register number"), max_length=60, blank=True)
    act_type = models.CharField(_("type of act"), max_length=120, blank=True)
    law = models.TextField(_("legal ground"), max_length=1000, blank=True)
    short_term_reason = models.TextField(_("why the term is shorter"), max_length=2000, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    way_email = models.EmailField(_("by e-mail to"), blank=True)
    way_counter = models.CharField(_("at the counter"), max_length=240, blank=True)
    way_post = models.CharField(_("by post to"), max_length=240, blank=True)
    motives_reasons = models.TextField(_("reasons"), blank=True)
    motives_aims = models.TextField(_("aims"), blank=True)
    motives_resources = models.TextField(_("resources needed"), blank=True)
    motives_results = models.TextField(_("expected results"), blank=True)
    motives_eu_check = models.TextField(_("check against EU law"), blank=True)
    document_introduction = models.TextField(_("introduction"), blank=True)
    document_aims = models.TextField(_("aims of the consultation"), blank=True)
    document_process = models.TextField(_("how it goes"), blank=True)
    document_related = models.TextField(_("related acts"), blank=True)
    document_questions = models.TextField(_("questions to the public"), blank=True)

    planned_opens_at = models.DateTimeField(null=True, blank=True)  # None: at the moment of publishing
    planned_closes_at = models.DateTimeField(null=True, blank=True)  # the window gets them when it is published
    answers_due_on = models.DateField(_("answers due on"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="consultations_created"
    )
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    opened_told_at = models.DateTimeField(null=True, blank=True)  # the opening was recorded and told
    closed_told_at = models.DateTimeField(null=True, blank=True)  # the closing was recorded and told
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    report_note = models.TextField(_("introduction to the report"), blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    decision_number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        indexes = [
            models.Index(fields=["municipality", "stage"], name="consultations_of_a_place"),
            models.Index(fields=["stage", "-published_at"], name="consultations_by_stage"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/consultations/{self.pk}/"

    @property
    def scope(self) -> str:
        """Its name in the record, in streams and in follows."""
        return f"consultation.{self.pk}"
