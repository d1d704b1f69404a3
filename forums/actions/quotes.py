"""Words of a post where others quote it: gone from pages and from the streams' past with the post, and back with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from participation.live.actions import publish, rewrite

from ..models import Post, Thread, Topic
from ..selectors.quotes import gone_quotes
from ..telling import noun_of, post_data, quoted_data, with_quote

AT_ONCE = 100  # rows in one statement


def quoting(post: Post) -> list[Post]:
    """The answers that quote the post's own words: in topics; elsewhere the quoted words are those of a draft."""
    if noun_of(post.thread) != "post":
        return []
    answers = _with_quotes().filter(parent=post)
    return [_answering(answer, post) for answer in answers]


def quoting_topic(topic: Topic) -> list[Post]:
    """The posts of other topics that quote posts of this one, from which they were split."""
    return list(_with_quotes().filter(parent__thread=topic.thread_id).exclude(thread=topic.thread_id))


def requote(answers: Iterable[Post], quotes: Mapping[int, str]) -> None:
    """The answers quote these words from now on."""
    changed = [answer for answer in answers if answer.pk in quotes]
    for answer in changed:
        answer.quote = quotes[answer.pk]
    Post.objects.bulk_update(changed, ["quote"], batch_size=AT_ONCE)


def renew_quotes(answers: Iterable[Post], *, stream: str = "") -> dict[str, Any]:
    """The streams' past, and the screens of other streams, show each quote as it can be read now.

    Gives back what the screens of ``stream`` are told with the event that is about to be published there.
    """
    found = sorted(answers, key=lambda answer: (answer.thread.stream, answer.pk))
    gone = gone_quotes(found)
    told = {answer.pk: quoted_data("" if answer.pk in gone else answer.quote, answer.pk in gone) for answer in found}
    silent: dict[str, list[str]] = {}
    for answer in found:
        if answer.pk in gone:
            silent.setdefault(answer.thread.stream, []).append(f"post.{answer.pk}")
        else:
            change = partial(with_quote, told[answer.pk])
            rewrite(stream=answer.thread.stream, refs=[f"post.{answer.pk}"], change=change)
    for name, refs in silent.items():
        rewrite(stream=name, refs=refs, change=partial(with_quote, quoted_data("", is_gone=True)))
    for answer in found:
        if answer.thread.stream != stream and answer.is_readable and answer.thread.topic.hidden_at is None:
            data = {**post_data(answer, thread_ref=answer.thread.ref), "quotes": [{"id": answer.pk, **told[answer.pk]}]}
            publish(stream=answer.thread.stream, kind="post.edited", data=data, ref=f"post.{answer.pk}")
    ours = [{"id": answer.pk, **told[answer.pk]} for answer in found if answer.thread.stream == stream]
    return {"quotes": ours} if ours else {}


def quotes_in(*, thread_id: int) -> dict[int, str]:
    """What the posts of a conversation quote of what it is about: ``{post: words}``."""
    posts = Post.objects.filter(thread=thread_id, deleted_at=None).exclude(quote="")
    return dict(posts.values_list("pk", "quote"))


def set_quotes(*, thread_id: int, quotes: Mapping[int, str], is_gone: bool) -> None:
    """They quote these words from now on, in the stream's past too; see `tell_quotes`."""
    requote(Post.objects.filter(thread=thread_id, pk__in=list(quotes), deleted_at=None), quotes)
    tell_quotes(thread_id=thread_id, is_gone=is_gone)


def tell_quotes(*, thread_id: int, is_gone: bool) -> None:
    """The stream's past has the quotes of the conversation as they are kept, or none, as long as their thing is hidden."""
    stream = Thread.objects.values_list("stream", flat=True).get(pk=thread_id)
    quotes = quotes_in(thread_id=thread_id)
    for quote in sorted(set(quotes.values())):
        refs = [f"post.{pk}" for pk, said in quotes.items() if said == quote]
        rewrite(stream=stream, refs=refs, change=partial(with_quote, {"quote": "" if is_gone else quote}))


def _with_quotes() -> Any:
    return (
        Post.objects.filter(deleted_at=None, thread__topic__isnull=False)
        .exclude(quote="")
        .select_related("thread__topic", "author", "organisation", "parent")
    )


def _answering(answer: Post, post: Post) -> Post:
    answer.parent = post  # as it is in this transaction
    return answer
