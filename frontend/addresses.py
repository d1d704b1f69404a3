"""Lasting short addresses that rooms below the site may name: they lead to where the thing is read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from forums.selectors import get_post


@require_safe
def post_address(request: HttpRequest, post_id: int) -> HttpResponse:
    """A comment, wherever its conversation belongs. 404 for what is hidden or gone."""
    post = get_post(post_id)
    if post is None:
        raise Http404
    room, _dot, number = post.thread.scope.partition(".")
    if room != "consultation":
        raise Http404
    return redirect("post", pk=int(number), post_id=post.pk)
