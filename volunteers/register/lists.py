"""What volunteers choose from: skills, languages, areas of digital competence, days and parts of the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from participation.refusals import Words

SKILLS: dict[str, Words] = {
    "digital_basics": _("teaching digital basics"),
    "teaching": _("helping with lessons"),
    "reading": _("reading aloud and storytelling"),
    "childcare": _("looking after children"),
    "elderly": _("visiting and helping older people"),
    "first_aid": _("first aid"),
    "cooking": _("cooking"),
    "event_help": _("helping at events"),
    "sport": _("sport and games"),
    "music": _("music"),
    "driving": _("driving"),
    "carpentry": _("carpentry"),
    "repairs": _("repairs about the house"),
    "painting": _("painting walls and fences"),
    "gardening": _("gardening and planting"),
    "cleaning": _("cleaning up outdoors"),
    "animals": _("looking after animals"),
    "graphic_design": _("graphic design"),
    "photography": _("photography and video"),
    "web": _("web sites"),
    "data": _("spreadsheets and data"),
    "writing": _("writing and editing"),
    "translation": _("translation and interpreting"),
    "moderation": _("hosting conversations"),
    "bookkeeping": _("bookkeeping"),
    "fundraising": _("raising funds"),
    "law": _("legal advice"),
}

LANGUAGES: dict[str, Words] = {
    "bg": _("Bulgarian"),
    "en": _("English"),
    "tr": _("Turkish"),
    "ro": _("Romanian"),
    "rom": _("Romani"),
    "ru": _("Russian"),
    "uk": _("Ukrainian"),
    "de": _("German"),
    "fr": _("French"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "el": _("Greek"),
    "mk": _("Macedonian"),
    "sr": _("Serbian"),
    "hy": _("Armenian"),
    "ar": _("Arabic"),
    "bgs": _("Bulgarian Sign Language"),
}

DIGITAL: dict[str, Words] = {  # the areas of DigComp 2.2
    "1": _("finding and judging information"),
    "2": _("communicating and working together"),
    "3": _("making digital content"),
    "4": _("staying safe"),
    "5": _("solving problems"),
}
LEVELS = range(1, 9)  # of DigComp 2.2: 1–2 foundation, 3–4 intermediate, 5–6 advanced, 7–8 highly specialised

DAYS: dict[str, Words] = dict(zip(("mo", "tu", "we", "th", "fr", "sa", "su"), WEEKDAYS.values(), strict=True))
PARTS: dict[str, Words] = {"morning": _("morning"), "afternoon": _("afternoon"), "evening": _("evening")}
TIMES = [f"{day}.{part}" for day in DAYS for part in PARTS]  # "sa.morning"; the place in the list is the bit of `week`
WHOLE_WEEK = 2 ** len(TIMES) - 1


def week_of(times: Iterable[str]) -> int:
    """The bits of these parts of the week, such as ``sa.morning``. Raises ValueError for what is none."""
    return sum(1 << TIMES.index(time) for time in set(times))


def times_of(week: int) -> list[str]:
    """The parts of the week that these bits say, from Monday on."""
    return [time for place, time in enumerate(TIMES) if week >> place & 1]


def days_in(week: int) -> list[str]:
    """The days of the week of which at least a part is there."""
    return [day for place, day in enumerate(DAYS) if week >> (place * len(PARTS)) & 0b111]


def is_away(away: Iterable[Iterable[str]], first: date, last: date) -> bool:
    """Whether one of these absences covers all the days from the first to the last."""
    return any(begins <= first.isoformat() and last.isoformat() <= ends for begins, ends in away)
