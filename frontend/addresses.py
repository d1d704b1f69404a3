"""Lasting short addresses that rooms below the site may name: they lead to where the thing is read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from forums.selectors import get_post
from forums.selectors.posts import get_kept_place


@require_safe
def post_address(request: HttpRequest, post_id: int) -> HttpResponse:
    """A comment, wherever its conversation belongs. What is hidden or taken back is 404, but for its line in a topic."""
    post = get_post(post_id) or get_kept_place(post_id)
    if post is None:
        raise Http404
    room, _dot, number = post.thread.scope.partition(".")
    if room == "topic":
        return redirect(f"{reverse('topic', args=[int(number)])}?post={post.number}#post-{post.pk}")
    page = {"consultation": "post", "session": "session_question", "project": "project_question"}.get(room)
    if page is None:
        raise Http404
    return redirect(page, pk=int(number), post_id=post.pk)
