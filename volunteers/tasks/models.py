"""What there is to do in a project, when, who comes, how long they worked, and the paper that says so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.projects.models import Project

PERSON = settings.AUTH_USER_MODEL
DAY = 16 * 60  # minutes that one person can work in a day


class Task(models.Model):
    """Something to be done in a project; public with it. Personal data: who wrote it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks")
    title = models.CharField(_("what is to be done"), max_length=120)
    text = models.TextField(_("more about it"), max_length=4000, blank=True)  # Markdown as typed
    html = models.TextField(blank=True)  # safe HTML made from it
    where = models.CharField(_("where"), max_length=240, blank=True)
    is_remote = models.BooleanField(_("one can do it from home"), default=False)
    skills = models.JSONField(default=list, blank=True)  # codes of register.lists.SKILLS
    languages = models.JSONField(default=list, blank=True)  # codes of register.lists.LANGUAGES
    minimum_age = models.PositiveSmallIntegerField(
        _("from which age on"), default=14
    )  # 14, or 18: the register's bands
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a moderator's decision
    version = models.PositiveIntegerField(default=1)  # rises with every change of its words: a form says what it saw

    class Meta:
        indexes = [
            models.Index(fields=["project", "done_at", "created_at"], name="tasks_of_a_project"),
            models.Index(fields=["-created_at"], condition=models.Q(done_at=None, hidden_at=None), name="tasks_to_do"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(minimum_age__in=[14, 18]), name="task_age_is_known")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/projects/{self.project_id}/tasks/{self.pk}/"


class Shift(models.Model):
    """A time at which so many are needed for a task. No personal data."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="shifts")
    begins = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"))
    places = models.PositiveSmallIntegerField(_("how many are needed"))
    where = models.CharField(_("where"), max_length=240, blank=True)  # empty: where the task is
    cancelled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # why it was cancelled
    last_number = models.PositiveIntegerField(default=0)  # of those who signed up; rises under the shift's lock
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545: rises with every change that calendars must learn
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["task", "begins"], name="shifts_of_a_task"),
            models.Index(fields=["begins"], condition=models.Q(cancelled_at=None), name="shifts_to_come"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="shift_ends_after_start"),
            models.CheckConstraint(condition=models.Q(places__gt=0), name="shift_has_places"),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/projects/{self.task.project_id}/tasks/{self.task_id}/#shift-{self.pk}"

    @property
    def place(self) -> str:
        """Where it is."""
        return self.where or self.task.where

    @property
    def minutes(self) -> int:
        """How long it is."""
        return round((self.ends - self.begins).total_seconds() / 60)


class SignUp(models.Model):
    """Somebody comes to a shift, or waits for a place. Personal data: who, and whether they came; seen by the person and
    by who leads the project. Of an erased person only that somebody came stays.
    """

    class State(models.TextChoices):
        GOING = "going", _("coming")
        WAITING = "waiting", _("waiting for a place")
        CANCELLED = "cancelled", _("called off")
        CAME = "came", _("was there")
        MISSED = "missed", _("did not come")

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="signups")
    user = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="shifts")
    state = models.CharField(max_length=9, choices=State.choices)
    number = models.PositiveIntegerField()  # the order in which people signed up; a new one each time they do
    at = models.DateTimeField(default=timezone.now)
    going_at = models.DateTimeField(null=True, blank=True)  # since when they have a place
    came_at = models.DateTimeField(null=True, blank=True)
    by_code = models.BooleanField(default=False)  # with the code on the spot; otherwise a coordinator ticked it
    day_told_for = models.DateTimeField(null=True, blank=True)  # the beginning of which they were reminded a day before
    soon_told_for = models.DateTimeField(null=True, blank=True)  # the same, two hours before

    class Meta:
        indexes = [
            models.Index(fields=["shift", "state", "number"], name="signups_in_order"),
            models.Index(fields=["user", "-at"], name="shifts_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["shift", "user"], name="one_sign_up_per_person"),
            models.UniqueConstraint(fields=["shift", "number"], name="one_number_per_sign_up"),
            models.CheckConstraint(
                condition=~models.Q(state="going") | models.Q(going_at__isnull=False), name="going_has_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.state} {self.shift_id}"


class Feed(models.Model):
    """The secret address of a person's own calendar. Personal data: whose; the key itself is not kept."""

    user = models.OneToOneField(PERSON, models.CASCADE, related_name="shift_feed")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the key
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"


class Hours(models.Model):
    """Somebody worked for a project. Personal data: who, when, how long, their words and what was answered; seen by the
    person, by who leads the project and by who confirms. Of an erased person the confirmed minutes stay, nobody's.
    """

    class State(models.TextChoices):
        LOGGED = "logged", _("waiting to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("questioned")
        WITHDRAWN = "withdrawn", _("withdrawn")

    user = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="hours")
    project = models.ForeignKey(Project, models.CASCADE, related_name="hours")
    task = models.ForeignKey(Task, models.SET_NULL, null=True, blank=True, related_name="hours")
    shift = models.ForeignKey(Shift, models.SET_NULL, null=True, blank=True, related_name="hours")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    words = models.CharField(_("what you did"), max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.LOGGED)
    of_leader = models.BooleanField(default=False)  # they led the project when they noted it: an official confirms it
    reason = models.CharField(max_length=500, blank=True)  # why it is questioned
    reply = models.CharField(max_length=500, blank=True)  # what the person says to that
    decided_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # rises with every change: whoever decides says what they saw
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-day", "-id"], name="hours_of_a_person"),
            models.Index(fields=["project", "state", "day"], name="hours_of_a_project"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gte=1, minutes__lte=DAY), name="hours_fit_into_a_day"),
            models.UniqueConstraint(
                fields=["user", "shift"],
                condition=~models.Q(state="withdrawn"),
                name="one_note_of_hours_per_shift",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes of {self.user_id}"


class HoursChange(models.Model):
    """How hours stood before something was done about them. Personal data: who did it, and the words of before."""

    hours = models.ForeignKey(Hours, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=9)  # corrected, confirmed, disputed, answered, withdrawn
    before = models.JSONField()  # {"day", "minutes", "words", "state", "reason", "reply"}
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["hours", "at"], name="changes_of_hours")]

    def __str__(self) -> str:
        return f"{self.hours_id} {self.what}"


class Certificate(models.Model):
    """A paper on confirmed hours, which anyone who holds its code can check. Personal data: who, their name as it was
    printed, how long they worked. Of an erased person the code stays, and says that it is withdrawn.
    """

    class State(models.TextChoices):
        VALID = "valid", _("valid")
        REPLACED = "replaced", _("replaced by a newer one")
        REVOKED = "revoked", _("revoked")
        WITHDRAWN = "withdrawn", _("withdrawn")

    user = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="certificates")
    project = models.ForeignKey(Project, models.PROTECT, related_name="certificates")
    name = models.CharField(max_length=150, blank=True)  # as it is printed
    minutes = models.PositiveIntegerField()  # confirmed at the time
    first_day = models.DateField()
    last_day = models.DateField()
    code = models.CharField(max_length=16, unique=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.VALID)
    issued_by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)  # since when it is no longer valid
    reason = models.CharField(max_length=500, blank=True)  # why it was revoked; told to the person alone

    class Meta:
        indexes = [models.Index(fields=["user", "-issued_at"], name="certificates_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "project"], condition=models.Q(state="valid"), name="one_valid_certificate_per_project"
            ),
            models.CheckConstraint(
                condition=models.Q(state="valid", revoked_at=None)
                | (~models.Q(state="valid") & models.Q(revoked_at__isnull=False)),
                name="certificate_ends_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"
