"""Mails for notifications: each sent once, in the reader's language, soon after it was told."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .kinds import Kind, body_of, get_kind, title_of
from .models import Notification

SOON = timedelta(days=3)  # what could not be mailed for so long is in the bell and is not mailed any more
BATCH = 50


def send_waiting() -> int:
    """Mail what waits, at most a batch; how many mails were sent. Two workers never send the same one."""
    sent, failed = 0, None
    for notification in _waiting()[:BATCH]:
        now = timezone.now()
        if not Notification.objects.filter(pk=notification.pk, mailed_at=None).update(mailed_at=now):
            continue
        kind = get_kind(notification.kind)
        if kind is None or not _wants(notification, kind):
            continue
        try:
            letter(notification).send()
        except Exception as error:  # whatever a mail server says about one address must not keep back the others
            Notification.objects.filter(pk=notification.pk).update(mailed_at=None)  # the next beat tries again
            failed = error
            continue
        sent += 1
    if failed is not None:
        raise failed
    return sent


def letter(notification: Notification) -> EmailMessage:
    """The mail of a notification: the sentence as subject, a link that works, why it came."""
    user = notification.user
    with translation.override(user.language):
        data = notification.data
        lines = [
            _("Hello, %(name)s,") % {"name": user.display_name},
            title_of(notification.kind, data),
            body_of(notification.kind, data),
            f"{settings.ENV.origin}{notification.url}" if notification.url else "",
            _("You get this mail because you take part in Megdan. In your profile you can switch such mails off."),
        ]
        subject = " ".join(title_of(notification.kind, data).split())
        return EmailMessage(subject=subject, body="\n\n".join(line for line in lines if line), to=[user.email])


def _waiting() -> QuerySet[Notification]:
    return (
        Notification.objects.filter(mailed_at=None, created_at__gte=timezone.now() - SOON)
        .select_related("user")
        .order_by("pk")
    )


def _wants(notification: Notification, kind: Kind) -> bool:
    user = notification.user
    if not user.is_active or not user.email:
        return False
    return kind.always_mail or (kind.by_mail and user.mail_answers)
