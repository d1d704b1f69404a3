"""`--scale cocreated`: sixty municipalities with people and activity in proportion, made from the written corpus.

Everything follows from one seed. The texts are those of the written consultations under another place's name; what
people say is put together anew from their sentences.
"""

from __future__ import annotations

import copy
import random
import re
from collections import defaultdict

from demo import corpus
from demo.corpus import Draft, Piece, Said
from demo.people import Population, Settling
from participation.places.models import Municipality

PLACES, PEOPLE, ORGANISATIONS, REPRESENTATIVES = 60, 6_000, 600, 4
DRAFTS_PER_PLACE, CLAUSES = 4, 18
STANCES = (8, 30)  # ballots on one clause: fewest and most
COMMENTS, SUGGESTIONS = (0, 0, 1, 1, 2, 2, 3, 5), (0, 0, 0, 0, 1)  # on one clause, drawn
KINDS = ("ngo", "ngo", "business", "business", "library", "school", "culture", "institution")
NAMES = {
    "ngo": "Сдружение „{}“", "business": "„{}“ ООД", "library": "Библиотека „{}“", "school": "Основно училище „{}“",
    "culture": "Народно читалище „{}“", "institution": "Център „{}“",
}  # fmt: skip
WORDS = (
    "Просвета Надежда Изгрев Пробуда Съгласие Светлина Развитие Зорница Искра Напредък Възраждане Роден край Извор"
    " Хоризонт Бъдеще Единство Мост Орлица Балкан Дунав Тракия Мизия Родопа Добруджа Странджа"
).split(" ")
STATES = (
    [{"state": "open", "opens": f"-{days}d", "closes": f"+{34 - days}d"} for days in (3, 8, 12, 19, 26)]
    + [{"state": "closed", "opens": "-45d", "closes": "-9d"}] * 2
    + [
        {"state": "answered", "opens": f"-{days}d", "closes": f"-{days - 33}d", "answered": f"-{days - 58}d"}
        for days in (80, 110, 150)
    ]
)  # fmt: skip


def wake_more(wanted: int = PLACES) -> list[Municipality]:
    """So many municipalities take part, those of the demo among them."""
    live = list(Municipality.objects.filter(is_live=True))
    more = list(Municipality.objects.filter(is_live=False).order_by("code")[: max(0, wanted - len(live))])
    for place in more:
        place.is_live = True
    Municipality.objects.bulk_update(more, ["is_live"])
    return sorted([*live, *more], key=lambda place: place.code)


def settle(settling: Settling, places: list[Municipality]) -> None:
    """People and organisations, so that with the named ones there are as many as promised."""
    known = settling.known
    named = {body.representative for body in corpus.organisations().values()}
    left = PEOPLE - (len(known.users) - len(named))
    for number in range(left):
        settling.person(f"c{number}", settling.name(), places[number % len(places)].code)
    for number in range(ORGANISATIONS - len(corpus.organisations())):
        _organisation(settling, number, places[number % len(places)])
    bodies = sorted(corpus.organisations().items())
    for number in range(len(bodies) * (REPRESENTATIVES - 1)):
        key, body = bodies[number % len(bodies)]
        settling.representative(known.organisations[key], settling.person(f"m{number}", settling.name(), body.place))
    for place in places:
        user = settling.person(f"o.{place.code.lower()}", settling.name(), place.code, lives=False)
        settling.role(user, place.code, "official", "старши експерт")


def _organisation(settling: Settling, number: int, place: Municipality) -> None:
    rng = settling.rng
    kind = rng.choice(KINDS)
    name = f"{NAMES[kind].format(rng.choice(WORDS))} – {place.name_bg}"
    first = settling.person(f"r{number}.0", settling.name(), place.code)
    organisation = settling.organisation(f"o{number}", name, kind, place.code, "vouched", first)
    for mate in range(1, REPRESENTATIVES):
        settling.representative(organisation, settling.person(f"r{number}.{mate}", settling.name(), place.code))


def drafts(rng: random.Random, known: Population, places: list[Municipality]) -> list[Draft]:
    """Consultations of every place, with what its people say of them."""
    keys = {user.pk: key for key, user in known.users.items()}
    speakers = {place.code: [keys[user.pk] for user in known.residents.get(place.code, [])] for place in places}
    sentences = _sentences()
    patterns = [draft for draft in corpus.drafts() if any(sum(piece.stances) for piece in draft.pieces)]
    made = []
    for place in places:
        for pattern in rng.sample(patterns, DRAFTS_PER_PLACE):
            made.append(_draft(rng, pattern, place, speakers[place.code], sentences))
    return made


def _sentences() -> dict[str, list[str]]:
    """The corpus's sentences by what they argue."""
    found: dict[str, list[str]] = defaultdict(list)
    for draft in corpus.drafts():
        for piece in draft.pieces:
            for said in piece.said:
                key = "reason" if said.suggests else said.argument
                found[key] += [part for part in re.split(r"(?<=[.!?…]) (?=[А-Я])", said.text) if len(part) > 15]
                for answer in said.answers:
                    found["answer"].append(answer.text)
                if said.outcome:
                    found[said.outcome].append(said.outcome_text)
    return found


def _draft(
    rng: random.Random, pattern: Draft, place: Municipality, speakers: list[str], sentences: dict[str, list[str]]
) -> Draft:
    head = copy.deepcopy(pattern.head)
    for key in ("withdrawn", "withdrawn_reason", "adopted", "decision_number", "answered", "report_intro"):
        head.pop(key, None)
    old = Municipality.objects.get(code=head["municipality"]).name_bg
    head = {key: value.replace(old, place.name_bg) if isinstance(value, str) else value for key, value in head.items()}
    head.update(rng.choice(STATES), municipality=place.code, official=f"o.{place.code.lower()}")
    pieces = [copy.copy(piece) for piece in pattern.pieces[: CLAUSES + 6]]
    for piece in pieces:
        piece.body, piece.said = piece.body.replace(old, place.name_bg), []
        if piece.body:
            piece.stances = _stances(rng)
            piece.said = _talk(rng, piece, speakers, sentences, answered=head["state"] == "answered")
    return Draft(head, pieces)


def _stances(rng: random.Random) -> tuple[int, int, int]:
    total = rng.randint(*STANCES)
    oppose = int(total * rng.betavariate(1.2, 3.5))
    unsure = int((total - oppose) * rng.betavariate(1.5, 9))
    return total - oppose - unsure, oppose, unsure


def _talk(
    rng: random.Random, piece: Piece, speakers: list[str], sentences: dict[str, list[str]], *, answered: bool
) -> list[Said]:
    found = []
    for _ in range(rng.choice(COMMENTS)):
        argument = rng.choice(("for", "for", "against", "question", ""))
        text = " ".join(rng.sample(sentences[argument], rng.randint(1, 2)))
        said = Said(rng.choice(speakers), "", rng.randint(0, 5), text, argument)
        if rng.random() < 0.4:
            said.answers.append(
                Said(rng.choice(speakers), "", rng.randint(0, 2), rng.choice(sentences["answer"]), depth=1)
            )
        found.append(said)
    words = piece.body.split()
    for _ in range(rng.choice(SUGGESTIONS) if len(words) > 6 and piece.kind != "table" else 0):
        old = words[rng.randrange(3, len(words) - 1)]
        said = Said(
            rng.choice(speakers), "", rng.randint(0, 9), rng.choice(sentences["reason"]), suggests=True, old=f" {old} ",
            new=f" {old} и навреме ",
        )  # fmt: skip
        if answered:
            said.outcome = rng.choice(corpus.OUTCOMES)
            said.outcome_text = rng.choice(sentences[said.outcome])
        found.append(said)
    return found
