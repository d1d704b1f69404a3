"""The hub: one per server process. It reads what is new once and hands the same text to every socket."""

from participation.live.hub.core import Hub, the_hub

__all__ = ["Hub", "the_hub"]
