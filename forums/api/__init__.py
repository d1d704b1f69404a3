"""The API of forums."""

from .forums import Categories, Forums
from .posts import Posts
from .topics import Topics

__all__ = ["Categories", "Forums", "Posts", "Topics"]
