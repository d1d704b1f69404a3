"""The checks: each a small function from what was said to what it found, or None."""

from ..flagging import register
from . import addresses, bursts, links, numbers, words


def join() -> None:
    """Run them on everything that is watched, in this order."""
    register("egn", numbers.find)
    register("words", words.find)
    register("burst", bursts.find)
    register("links", links.find)
    register("address", addresses.find)
