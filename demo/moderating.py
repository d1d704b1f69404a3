"""What moderators of Kavarna have decided and what waits for them: by the rooms' own actions, on what the content says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from demo.people import Population
from forums.models import Post
from participation.accounts.models import User
from participation.moderation.actions import appeal_with_receipt, decide
from participation.moderation.actions.reporting import new_receipt
from participation.moderation.models import Report
from participation.places.models import Role

PLACE = "DOB17"
COLLEAGUE, CLERK = "m_kavarna", "vladimir"  # a second moderator; an official who moderates as well


def moderate(known: Population) -> None:
    """Two comments hidden, one in part; one left as it is and appealed against; a decision of somebody who works for
    the municipality, which waits for a second moderator; an automatic flag.
    """
    colleague, clerk = known.users[COLLEAGUE], known.users[CLERK]
    Role.objects.create(user=clerk, municipality=known.places[PLACE], kind=Role.Kind.MODERATOR)
    _decide(
        colleague, "Продавам таблети", outcome="hide", rule="spam",
        facts="Обява за продажба на таблети втора употреба, с цена и място за среща.",
        reason="Обявите нямат връзка с точката за библиотеките и пречат на останалите да се чуят.",
    )  # fmt: skip
    _decide(
        colleague, "Като искате да знаете", outcome="hide_part", rule="privacy",
        words="ул. „Дунав“, блок 12, вход Б, апартамент 4",
        facts="Посочен е точният адрес на жена, която живее сама.",
        reason="Адресът на друг човек е лични данни. Останалото от мнението остава.",
    )  # fmt: skip
    kept = _decide(
        colleague, "70% през 2031", outcome="keep",
        reason="Това е съмнение в една цел, изказано иронично. Никой не е обиден.",
    )  # fmt: skip
    receipt = Report.objects.filter(ref=f"post.{kept.pk}").values_list("receipt", flat=True).first() or ""
    appeal_with_receipt(
        receipt=receipt, text="Не се занимава с целта, а се подиграва на възрастните хора в града.", address="demo"
    )
    _decide(
        clerk, "Който е писал тази точка", outcome="hide", rule="insults",
        facts="Нарича авторите на точката „пълен некадърник“ и „крадец“.",
        reason="Обвинение в престъпление без никакво доказателство; точката може да се критикува и без това.",
    )  # fmt: skip
    _flag("ПИН-а си", "words")


def _post(beginning: str) -> Post:
    said = Post.objects.select_related("thread__window").filter(thread__window__municipality__code=PLACE)
    return said.filter(body__contains=beginning).earliest("pk")


def _decide(moderator: User, beginning: str, **given: Any) -> Post:
    """The one of the posts with these words that was reported: in the large fill, texts are said more than once."""
    waiting = Report.objects.filter(decision=None, municipality__code=PLACE).values_list("ref", flat=True)
    numbers = [ref.partition(".")[2] for ref in waiting if ref.startswith("post.")]
    post = Post.objects.filter(pk__in=numbers, body__contains=beginning).earliest("pk")
    decide(moderator=moderator, ref=f"post.{post.pk}", **given)
    return post


def _flag(words: str, detector: str) -> None:
    """As an automatic check leaves it: it only points, a person decides."""
    post = _post(words)
    window = post.thread.window
    Report.objects.create(
        ref=f"post.{post.pk}", scope=post.thread.scope, municipality_id=window.municipality_id if window else None,
        source=Report.Source.AUTOMATIC, detector=detector, reason=Report.Reason.OTHER, place=words,
        receipt=new_receipt(), created_at=post.created_at + timedelta(minutes=1),
    )  # fmt: skip
