"""The register of volunteers: what people can do, where and when; and to which projects they applied."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.places.models import Municipality
from volunteers.projects.models import Project

PERSON = settings.AUTH_USER_MODEL


class Volunteer(models.Model):
    """Somebody in the register. Personal data: all of it. Seen by the person, and by the coordinators of the projects
    to which the person applied, while the application stands; by nobody else. Figures are public, from five on.
    """

    class Age(models.TextChoices):
        MINOR = "14-17", _("14 to 17")
        YOUNG = "18-29", _("18 to 29")
        MIDDLE = "30-49", _("30 to 49")
        OLDER = "50-64", _("50 to 64")
        SENIOR = "65+", _("65 or older")

    user = models.OneToOneField(PERSON, models.CASCADE, related_name="volunteer")
    age = models.CharField(_("age"), max_length=5, choices=Age.choices)
    about = models.TextField(_("in your own words"), max_length=1500, blank=True)
    skills = models.JSONField(default=list, blank=True)  # codes of register.lists.SKILLS
    other_skills = models.CharField(_("what else you can do"), max_length=300, blank=True)
    digital = models.JSONField(default=dict, blank=True)  # DigComp area ("1"…"5") → level 1…8 (DigComp 2.2)
    languages = models.JSONField(default=list, blank=True)  # codes of register.lists.LANGUAGES
    is_remote = models.BooleanField(_("can help from home"), default=False)
    municipalities = models.ManyToManyField(Municipality, related_name="volunteers", blank=True)
    week = models.PositiveIntegerField(default=0)  # bit 3·day + part; Monday 0, part 0 morning 1 afternoon 2 evening
    away = models.JSONField(default=list, blank=True)  # [["2026-07-01", "2026-07-14"], …] first and last day away
    has_contract = models.BooleanField(_("wants a volunteer's contract"), default=False)
    insurance = models.CharField(_("insurance"), max_length=120, blank=True)  # as the person told it
    is_listed = models.BooleanField(default=True)  # False: asked to be left in peace; nobody is matched with them
    consented_at = models.DateTimeField()  # to being in the register, under the words shown
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["is_listed", "is_remote"], name="volunteers_to_match")]

    def __str__(self) -> str:
        return f"volunteer {self.user_id}"

    @property
    def scope(self) -> str:
        """Its name in the record, where nothing of it is public."""
        return f"volunteer.{self.pk}"

    @property
    def is_minor(self) -> bool:
        """Whether a guardian has to consent."""
        return self.age == self.Age.MINOR


class Guardian(models.Model):
    """Whose consent a volunteer below 18 needs. Personal data: the guardian's name and address, until the consent ends:
    by a refusal, by taking it back, or where nobody answers in time.
    """

    volunteer = models.OneToOneField(Volunteer, models.CASCADE, related_name="guardian")
    name = models.CharField(_("guardian's name"), max_length=120, blank=True)
    email = models.EmailField(_("guardian's e-mail address"), blank=True)
    digest = models.CharField(
        max_length=64, unique=True
    )  # of the key in the letter, with which consent is taken back too
    asked_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)  # null: a letter is still to be sent
    reminded_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)  # or taken back
    lapsed_at = models.DateTimeField(null=True, blank=True)  # nobody answered

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(consented_at=None, refused_at=None, lapsed_at=None),
                name="guardians_asked",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refused_at=None, lapsed_at=None) | models.Q(name="", email=""),
                name="ended_consent_names_nobody",
            )
        ]

    def __str__(self) -> str:
        return f"guardian of {self.volunteer_id}"

    @property
    def consents(self) -> bool:
        """Whether the consent stands."""
        return self.consented_at is not None and self.refused_at is None

    @property
    def is_asked(self) -> bool:
        """Whether an answer is still awaited."""
        return self.consented_at is None and self.refused_at is None and self.lapsed_at is None


class Application(models.Model):
    """Somebody wants to help in a project. Personal data: who, and what they and the coordinator wrote to each other."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        APPLIED = "applied", _("waiting for an answer")
        ACCEPTED = "accepted", _("taking part")
        DECLINED = "declined", _("declined with thanks")
        WITHDRAWN = "withdrawn", _("withdrawn")

    project = models.ForeignKey(Project, models.CASCADE, related_name="applications")
    user = models.ForeignKey(PERSON, models.CASCADE, related_name="applications")
    state = models.CharField(max_length=10, choices=State.choices, default=State.APPLIED)
    words = models.CharField(max_length=1000, blank=True)  # the volunteer's
    answer = models.CharField(max_length=1000, blank=True)  # the coordinator's
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["project", "state", "at"], name="applications_to_a_project"),
            models.Index(fields=["user", "-at"], name="applications_of_a_person"),
        ]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_application_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} helps {self.project_id}"


class Figure(models.Model):
    """How many volunteers there are of a kind, counted at night and rounded down to a multiple of five before it is
    kept; where there are fewer than five there is no row. No personal data.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, related_name="+")  # null: everywhere
    code = models.CharField(max_length=40)  # "all", "remote", "skill.driving", "language.tr"
    at_least = models.PositiveIntegerField()
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="one_figure_of_a_place"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(municipality=None), name="one_figure_of_everywhere"
            ),
            models.CheckConstraint(condition=models.Q(at_least__gte=5), name="figures_from_five_on"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.at_least}"
