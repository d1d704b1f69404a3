"""Every write of conversations."""

from .forums import (
    change_forum,
    open_forum,
    open_missing_forums,
    open_organisation_forum,
    set_forum_shown,
)
from .joining import merge_topics, split_topic
from .marks import mark_forum_read, mark_read, set_level
from .media import remove_card, show_card
from .order import lock_topic, move_topic, pin_topic
from .parts import add_category, change_category, remove_category, set_up_forum
from .posts import add_post, delete_post, edit_post
from .taking_back import take_back_topic
from .threads import open_thread, open_threads
from .topics import add_topic_post, rename_topic, start_topic
from .visibility import (
    hide_post,
    hide_topic,
    lock_thread,
    mask_post,
    restore_post,
    restore_topic,
    unlock_thread,
    unmask_post,
)

__all__ = [
    "add_category",
    "add_post",
    "add_topic_post",
    "change_category",
    "change_forum",
    "delete_post",
    "edit_post",
    "hide_post",
    "hide_topic",
    "lock_thread",
    "lock_topic",
    "mark_forum_read",
    "mark_read",
    "mask_post",
    "merge_topics",
    "move_topic",
    "open_forum",
    "open_missing_forums",
    "open_organisation_forum",
    "open_thread",
    "open_threads",
    "pin_topic",
    "remove_card",
    "remove_category",
    "rename_topic",
    "restore_post",
    "restore_topic",
    "set_forum_shown",
    "set_level",
    "set_up_forum",
    "show_card",
    "split_topic",
    "start_topic",
    "take_back_topic",
    "unlock_thread",
    "unmask_post",
]
