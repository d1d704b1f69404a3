"""The people of the demo place: named ones from the content, and quiet ones who only vote."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from demo import corpus
from demo.stage import Stage
from participation.accounts.models import User
from participation.organisations.models import Organisation, Representative
from participation.places.models import Municipality, Residency, Role

PASSWORD = "megdan-demo"
DOMAIN = "megdan.example"
ADMIN = "admin"
ADDRESSES = {"maria": "citizen", "stoyan": "citizen2"}  # the others' addresses begin with their key
SEEN = {"maria", "stoyan", "official"}  # they let others see that they are here


@dataclass
class Population:
    """Everybody, findable by key and by place."""

    users: dict[str, User] = field(default_factory=dict)
    residents: dict[str, list[User]] = field(default_factory=dict)  # by the municipality's code, without staff
    organisations: dict[str, Organisation] = field(default_factory=dict)
    speaks_for: dict[int, Organisation] = field(default_factory=dict)  # vouched ones, by the person's number
    places: dict[str, Municipality] = field(default_factory=dict)
    officials: set[tuple[int, int]] = field(default_factory=set)  # (person, municipality)

    def group(self, user: User, organisation: Organisation | None, municipality_id: int) -> str:
        """What the person counts as there, as `speaking_as` decides it."""
        if organisation is not None:
            return organisation.group
        return "official" if (user.pk, municipality_id) in self.officials else "citizen"


class Settling:
    """Lets people settle: one password hashed once, everybody's address confirmed."""

    def __init__(self, stage: Stage, rng: random.Random) -> None:
        self.stage, self.rng = stage, rng
        self.hash = make_password(PASSWORD)
        self.men, self.women, self.families = corpus.names()
        self.known = Population(places={place.code: place for place in Municipality.objects.all()})

    def person(self, key: str, name: str, place: str, *, lives: bool = True, **fields: object) -> User:
        """A person who joined between half a year and two years ago."""
        email = f"{ADDRESSES.get(key, key.replace('_', '.'))}@{DOMAIN}"
        joined = self.stage.now - timedelta(days=180 + self.rng.random() * 500)
        user = self.stage.add(
            User(email=email, display_name=name, password=self.hash, language="bg", joined_at=joined, **fields)
        )
        self.stage.add(EmailAddress(user=user, email=email, verified=True, primary=True))
        self.known.users[key] = user
        if lives:
            self._settle(user, place, joined)
        return user

    def _settle(self, user: User, place: str, joined: datetime) -> None:
        verified = joined + timedelta(days=3) if self.rng.random() < 0.4 else None
        self.stage.add(Residency(user=user, municipality=self.known.places[place], verified_at=verified))
        self.known.residents.setdefault(place, []).append(user)

    def role(self, user: User, place: str, kind: str, post: str) -> None:
        """The person works for the municipality."""
        municipality = self.known.places[place]
        self.stage.add(Role(user=user, municipality=municipality, kind=kind, post=post[:120], since=user.joined_at))
        if kind == Role.Kind.OFFICIAL:
            self.known.officials.add((user.pk, municipality.pk))

    def organisation(self, key: str, name: str, kind: str, place: str, state: str, user: User) -> Organisation:
        """The organisation and its representative; vouched for some days after it was registered."""
        registered = max(user.joined_at, self.stage.now - timedelta(days=400)) + timedelta(days=2)
        if state == Organisation.State.PENDING:
            registered = self.stage.now - timedelta(hours=20 + self.rng.random() * 40)
        municipality = self.known.places[place]
        organisation = self.stage.add(
            Organisation(
                name=name, kind=kind, municipality=municipality, state=state, registered_by=user,
                registered_at=registered,
            )
        )  # fmt: skip
        self.known.organisations[key] = organisation
        self.representative(organisation, user)
        if state == Organisation.State.VOUCHED:
            organisation.decided_at = registered + timedelta(days=1 + self.rng.random() * 4)
        return organisation

    def representative(self, organisation: Organisation, user: User) -> None:
        """The person may speak for the organisation, as soon as it is vouched for."""
        self.stage.add(Representative(organisation=organisation, user=user, since=organisation.registered_at))
        if organisation.state == Organisation.State.VOUCHED:
            self.known.speaks_for[user.pk] = organisation

    def quiet(self, place: str, number: int, prefix: str = "zh") -> None:
        """People who read and vote but do not write."""
        for index in range(number):
            self.person(f"{prefix}{index + 1}.{place.lower()}", self.name(), place)

    def name(self) -> str:
        """A Bulgarian name."""
        family = self.rng.choice(self.families)
        if self.rng.random() < 0.52:
            return f"{self.rng.choice(self.women)} {family}а"
        return f"{self.rng.choice(self.men)} {family}"


def settle_named(settling: Settling) -> Population:
    """Everybody whom the content names, the administrator, and quiet neighbours."""
    known = settling.known
    for person in corpus.people().values():
        user = settling.person(person.key, person.name, person.place, lives=not person.role, is_seen=person.key in SEEN)
        if person.role:
            settling.role(user, person.place, person.role, person.post)
    settling.person(ADMIN, "Ирина Велева", "DOB17", lives=False, is_staff=True, is_superuser=True)
    deciders = {p.place: known.users[p.key] for p in corpus.people().values() if p.role == Role.Kind.OFFICIAL}
    for body in corpus.organisations().values():
        user = known.users[body.representative]
        organisation = settling.organisation(body.key, body.name, body.kind, body.place, body.state, user)
        if body.state == Organisation.State.VOUCHED:
            organisation.decided_by = deciders.get(body.place)
    for place, number in _neighbours().items():
        settling.quiet(place, number)
    return known


def _neighbours() -> dict[str, int]:
    """How many quiet people a place needs so that every clause finds its voters."""
    wanted: dict[str, int] = {}
    for draft in corpus.drafts():
        most = max((sum(piece.stances) for piece in draft.pieces), default=0)
        place = str(draft.head["municipality"])
        wanted[place] = max(wanted.get(place, 0), most + 12)
    return wanted
