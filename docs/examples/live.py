"""Follow a consultation as it happens: every event once, in order, through broken connections.

    pip install websockets
    python live.py https://megdan.example 12

Prints one line per event. Ends after --count events, if that is given.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

Place = dict[str, Any]  # {"seq": the last number we know, "epoch": what it belongs to}


def get(address: str) -> dict[str, Any]:
    """What the API answers."""
    with urlopen(address) as answer:  # noqa: S310  # the address you gave
        found: dict[str, Any] = json.load(answer)
        return found


def start(site: str, consultation: int) -> tuple[Place, dict[str, int]]:
    """Where the stream stands, and how the votes stand: in this order, so that nothing falls between them."""
    head = get(f"{site}/api/v1/live/?stream=consultation.{consultation}")
    results = get(f"{site}/api/v1/consultations/{consultation}/results/")
    return {"seq": head["seq"], "epoch": head["epoch"]}, results["counts"]


async def events(site: str, stream: str, place: Place | None) -> AsyncIterator[dict[str, Any]]:
    """The events of a stream after a place. ``kind`` "resync" says: something was missed, fetch what you keep again."""
    parts = urlsplit(site)
    address = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/ws/live/"
    pause = 1.0
    while True:
        try:
            async with connect(address) as socket:
                await socket.send(json.dumps({"subscribe": {stream: place}}))
                async for text in socket:
                    said = json.loads(text)
                    if said.get("stream") != stream:
                        continue
                    if said.get("denied"):
                        raise SystemExit(f"{stream}: there is no such stream, or it is not open to you")
                    if "seq" not in said:
                        continue
                    seen = place and place["epoch"] == said["epoch"] and said["seq"] <= place["seq"]
                    place, pause = {"seq": said["seq"], "epoch": said["epoch"]}, 1.0
                    if said.get("resync"):
                        yield {"kind": "resync", "seq": said["seq"], "data": {}}
                    elif "kind" in said and not seen:
                        yield said
        except (OSError, ConnectionClosed, TimeoutError):
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311  # so that not everybody comes back at once
            pause = min(pause * 2, 30)


async def main() -> None:
    """Tell what happens on one consultation."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("site")
    asked.add_argument("consultation", type=int)
    asked.add_argument("--count", type=int, default=0)
    given = asked.parse_args()
    site = given.site.rstrip("/")
    place, counts = start(site, given.consultation)
    print("now", json.dumps(counts), flush=True)
    told = 0
    async for event in events(site, f"consultation.{given.consultation}", place):
        if event["kind"] == "resync":
            print("now", json.dumps(start(site, given.consultation)[1]), flush=True)
            continue
        print(event["seq"], event["kind"], json.dumps(event["data"], ensure_ascii=False), flush=True)
        told += 1
        if told == given.count:
            return


if __name__ == "__main__":
    asyncio.run(main())
