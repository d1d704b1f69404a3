"""When things happen in the demo place: moments relative to now, with the rhythm of people's days."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Sofia")
# How much people write in each hour of the day: little at night, most after supper.
BY_HOUR = [2, 1, 1, 1, 1, 2, 6, 12, 16, 15, 13, 12, 14, 13, 11, 11, 12, 14, 18, 22, 26, 25, 16, 7]
MOST = max(BY_HOUR)
FRESHEST = timedelta(minutes=6)  # nothing is younger, so that the worker finds no ballot still to be told
JUST_NOW = 0.04  # how much of what is still going on happened in the last three hours, whatever the hour


class Clock:
    """Draws moments. The same seed and the same `now` give the same ones."""

    def __init__(self, now: datetime, rng: random.Random) -> None:
        self.now = now
        self.rng = rng

    def at(self, offset: str, hour: int = 9, minute: int = 0) -> datetime:
        """The moment that `-21d` (that day at `hour`, local time) or `+5h` (on the full hour) names."""
        amount, unit = int(offset[:-1]), offset[-1]
        if unit == "h":
            return (self.now + timedelta(hours=amount)).replace(minute=0, second=0, microsecond=0)
        day = self.now.astimezone(ZONE).date() + timedelta(days=amount)
        return datetime.combine(day, time(hour, minute), ZONE).astimezone(self.now.tzinfo)

    def within(self, start: datetime, end: datetime) -> datetime:
        """A moment between the two and in the past, when people are awake."""
        end = min(end, self.now - FRESHEST)
        if end <= start:
            return start
        if end == self.now - FRESHEST and self.rng.random() < JUST_NOW:
            start = max(start, end - timedelta(hours=3))
            return start + (end - start) * self.rng.random()
        span, moment = (end - start).total_seconds(), start
        for _try in range(20):
            moment = start + timedelta(seconds=self.rng.random() * span)
            if self.rng.random() * MOST <= BY_HOUR[moment.astimezone(ZONE).hour]:
                return moment
        return moment

    def reply(self, moment: datetime, end: datetime, *, at_work: bool = False) -> datetime:
        """Some minutes to some days after the moment; in working hours for those who answer at work."""
        end = min(end, self.now - FRESHEST)
        left = (end - moment).total_seconds()
        if left <= 120:
            return moment + timedelta(seconds=max(0.0, left / 2))
        later = moment
        for _try in range(20):
            hours = self.rng.lognormvariate(0.9, 1.3)
            later = moment + timedelta(hours=min(hours + (3 if at_work else 0.05), left / 3600 * self.rng.random()))
            local = later.astimezone(ZONE)
            if at_work and local.weekday() < 5 and 8 <= local.hour < 18:
                return later
            if not at_work and self.rng.random() * MOST <= BY_HOUR[local.hour]:
                return later
        return later
