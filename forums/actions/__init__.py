"""Every write of conversations."""

from .posts import add_post, delete_post, edit_post
from .threads import open_thread, open_threads
from .visibility import hide_post, restore_post

__all__ = ["add_post", "delete_post", "edit_post", "hide_post", "open_thread", "open_threads", "restore_post"]
