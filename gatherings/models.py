"""A public forum session: its programme, who wants to speak, what was asked, who was there, and its minutes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Post, Thread
from participation.organisations.models import Organisation
from participation.places.models import Municipality
from participation.voting.models import Group, Window


class Session(models.Model):
    """People meet, in a hall and online at once. Personal data: who announced it."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        LIVE = "live", _("live now")
        ENDED = "ended", _("ended")
        PUBLISHED = "published", _("minutes published")
        CANCELLED = "cancelled", _("cancelled")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="sessions")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what it is about"), max_length=5000, blank=True)  # Markdown as typed
    description_html = models.TextField(blank=True)  # safe HTML made from it
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))  # as planned; `ended_at` is when it really did
    venue = models.CharField(_("where"), max_length=240, blank=True)
    online_url = models.URLField(_("where to listen online"), max_length=500, blank=True)
    about = models.CharField(max_length=60, blank=True)  # the scope of a consultation: "consultation.12"
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    reason = models.TextField(blank=True)  # why it was cancelled
    window = models.OneToOneField(Window, models.PROTECT, related_name="+")
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="+")  # questions from the floor
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    day_told_at = models.DateTimeField(null=True, blank=True)  # followers were reminded a day before
    hour_told_at = models.DateTimeField(null=True, blank=True)
    names_gone_at = models.DateTimeField(null=True, blank=True)  # attendance is kept in numbers alone since

    class Meta:
        indexes = [
            models.Index(fields=["state", "starts_at"], name="sessions_by_state"),
            models.Index(fields=["municipality", "-starts_at"], name="sessions_of_a_place"),
            models.Index(fields=["about"], condition=~models.Q(about=""), name="sessions_about_a_thing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/sessions/{self.pk}/"

    @property
    def scope(self) -> str:
        """Its name in the record, in streams and in follows."""
        return f"session.{self.pk}"


class SessionHost(models.Model):
    """Somebody who is no official or moderator hosts this session. Personal data: who, and who named them."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="named_hosts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.user_id} hosts {self.session_id}"


class AgendaItem(models.Model):
    """One point of the programme, and when it was really taken up. No personal data."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=0)  # planned; 0: not said
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="one_item_per_place"),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(begun_at__isnull=False, ended_at__isnull=True),
                name="one_item_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Turn(models.Model):
    """Somebody wants to speak, speaks, or has spoken. Personal data: who; of a guest the name they gave; what they said.

    A person without ``is_named`` is shown by nobody's name. A guest's name is given by themselves to the host, is public
    like the words they speak in public, and is removed by the host on request.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="turns")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="turns")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    is_named = models.BooleanField(default=False)  # the person lets their name be shown
    is_guest = models.BooleanField(default=False)  # in the hall, without an account
    guest_name = models.CharField(max_length=80, blank=True)
    raised_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    gist = models.TextField(max_length=2000, blank=True)  # what was said, in the host's words
    confirmed_at = models.DateTimeField(null=True, blank=True)  # the speaker says: so I meant it

    class Meta:
        indexes = [models.Index(fields=["session", "raised_at"], name="turns_of_a_session")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=models.Q(user__isnull=False, withdrawn_at__isnull=True, ended_at__isnull=True),
                name="one_open_turn_per_person",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(called_at__isnull=False, ended_at__isnull=True),
                name="one_speaker_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"turn {self.pk}"


class FloorAnswer(models.Model):
    """A question from the floor was answered in the session. Personal data: who noted it.

    Of one that was taken back only that there was one stays: the minutes tell it.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="floor_answers")
    post = models.OneToOneField(Post, models.CASCADE, related_name="floor_answer")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    corrected_at = models.DateTimeField(null=True, blank=True)  # it said something else before
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # by a host; its words are gone

    def __str__(self) -> str:
        return f"answer to post {self.post_id}"


class Attendance(models.Model):
    """Somebody let themselves be counted. Personal data: who was there; nobody but they themselves can see it.

    Kept only until the minutes are published, or for thirty days after the session: then numbers alone stay.
    """

    class Where(models.TextChoices):
        HALL = "hall", _("in the hall")
        ONLINE = "online", _("online")

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    where = models.CharField(max_length=6, choices=Where.choices)
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.CITIZEN)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="counted_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.where}"


class Headcount(models.Model):
    """How many of a kind were there without counting themselves, as the host saw, or after the names went. No personal data."""

    class Source(models.TextChoices):
        HOST = "host", _("counted by the host")
        SELF = "self", _("counted themselves")

    session = models.ForeignKey(Session, models.CASCADE, related_name="headcounts")
    where = models.CharField(max_length=6, choices=Attendance.Where.choices)
    group = models.CharField(max_length=12, choices=Group.choices)
    source = models.CharField(max_length=4, choices=Source.choices)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "where", "group", "source"], name="one_headcount_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.group}: {self.n}"


class Minutes(models.Model):
    """One version of a session's minutes. Personal data: who wrote it, and the names of those who spoke in public."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 …
    text = models.TextField()  # Markdown
    html = models.TextField()  # safe HTML made from it
    reason = models.CharField(max_length=500, blank=True)  # why what was public was corrected
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)  # None: a draft that only hosts see

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="minutes_number_once")]

    def __str__(self) -> str:
        return f"minutes {self.session_id} v{self.number}"
