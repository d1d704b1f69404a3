"""Volunteers of the demo: entries in the register, and who helps in which project. Dice of their own: the rest of the demo
stays as it was.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from demo.people import Population, Settling
from demo.stage import Stage
from participation.accounts.models import User
from participation.record.models import Act, Outbox
from volunteers.projects.models import Project
from volunteers.projects.policies import RUNNING
from volunteers.register.actions.applying import answer_application, apply, invite
from volunteers.register.actions.counting import count_figures
from volunteers.register.actions.entry import save_entry
from volunteers.register.actions.guardians import answer_guardian
from volunteers.register.keys import key_of
from volunteers.register.lists import LANGUAGES, SKILLS, TIMES, week_of
from volunteers.register.models import Application, Guardian, Volunteer
from volunteers.register.selectors.matching import Wanted, suitable
from volunteers.register.telling import TO_VOLUNTEER, tell_volunteer

KEY, NAME, PLACE = "volunteer", "Жасмина Илиева", "DOB17"
MANY = {"demo": 60, "cocreated": 420}  # of them one is the account one can sign in as
AGES = ("18-29", "18-29", "30-49", "30-49", "30-49", "50-64", "50-64", "65+")
MINORS = 12  # every so many of them one is below 18; of every second a guardian has consented
ABOUT = (
    "Обичам да съм навън и не се боя от работа.",
    "Пенсионирана учителка съм и имам търпение за всеки въпрос.",
    "Работя на смени, затова мога и през седмицата.",
    "Имам микробус и знам всички пътища в общината.",
    "Помагам на съседите с компютрите им от години.",
    "Искам да уча нови неща и да се запозная с хора.",
    "Свиря на кавал и водя детска група в читалището.",
    "",
)
OTHER = ("", "", "", "Плета мрежи.", "Правя дървени играчки.", "Пека хляб в пещ.", "Боядисвам лодки.")
WORDS = (
    "Мога да идвам в събота сутрин.",
    "Живея наблизо и ще доведа още някого.",
    "Досега съм помагала на два пъти в читалището.",
    "Имам инструменти и кола.",
    "",
)
ANSWERS = ("Добре дошли! Чакаме ви в събота.", "Благодарим, вие сте тъкмо човекът, който ни трябва.", "")
DECLINED = "Благодарим ви! Засега имаме достатъчно хора."


def settle(known: Population, stage: Stage) -> None:
    """The account of a volunteer, who lives in Kavarna."""
    settling = Settling(stage, random.Random(KEY))
    settling.known = known
    settling.person(KEY, NAME, PLACE)


def fill(known: Population, now: datetime, scale: str = "demo") -> int:
    """So many people are in the register, and apply to the projects that there are; how many."""
    dice = random.Random(f"{KEY}.{scale}")
    people = _choose(known, dice, MANY[scale])
    for number, person in enumerate(people):
        _enter(known, dice, person, number)
    running = Project.objects.filter(state__in=RUNNING, hidden_at=None).select_related("municipality")
    for project in running.order_by("pk"):
        _help(dice, project, known.users[KEY])
    _ring(known.users[KEY])
    _earlier(now, dice)
    count_figures()
    return len(people)


def _choose(known: Population, dice: random.Random, many: int) -> list[User]:
    """The account, and residents of every place in turn who speak for nobody."""
    places = [
        dice.sample(found, len(found))
        for _code, everybody in sorted(known.residents.items())
        if (found := [one for one in everybody if one.pk not in known.speaks_for and one.pk != known.users[KEY].pk])
    ]
    chosen = [known.users[KEY]]
    while places and len(chosen) < many:
        for found in places:
            if found and len(chosen) < many:
                chosen.append(found.pop())
        places = [found for found in places if found]
    return chosen


def _enter(known: Population, dice: random.Random, person: User, number: int) -> None:
    is_own, is_minor = number == 0, number % MINORS == MINORS - 1
    home = next(code for code, everybody in known.residents.items() if person in everybody)
    languages = {"bg", *dice.sample(list(LANGUAGES), dice.choice((0, 0, 1, 1, 2)))}
    guardian = {"guardian_name": f"Родител {number}", "guardian_email": f"guardian{number}@megdan.example"}
    entry = save_entry(
        person=person, consent=True,
        age="14-17" if is_minor else "30-49" if is_own else dice.choice(AGES),
        about=ABOUT[1] if is_own else dice.choice(ABOUT), other_skills=dice.choice(OTHER),
        skills=dice.sample(list(SKILLS), dice.randint(2, 6)),
        digital={area: dice.randint(1, 8) for area in "12345" if dice.random() < 0.6},
        languages=sorted(languages), is_remote=dice.random() < 0.4, municipality_ids=[known.places[home].pk],
        week=week_of(dice.sample(TIMES, dice.randint(2, 9))), has_contract=dice.random() < 0.2,
        is_listed=is_own or dice.random() < 0.85, **(guardian if is_minor else {}),
    )  # fmt: skip
    if is_minor and number % (2 * MINORS) == MINORS - 1:
        answer_guardian(key=key_of(entry.pk, Guardian.objects.get(volunteer=entry).asked_at), consent=True)


def _help(dice: random.Random, project: Project, own: User) -> None:
    """Some of the suitable apply; most are answered, one is declined, one is invited."""
    leader = project.coordinators.order_by("pk").select_related("user")[0].user
    found = [one for one in suitable(project, Wanted()) if one.volunteer_id != own.volunteer.pk]
    dice.shuffle(found)
    numbers = [one.volunteer_id for one in found[: dice.randint(6, 14)]]
    for place, person in enumerate(User.objects.filter(volunteer__in=numbers).order_by("pk")):
        row = apply(person=person, project_id=project.pk, words=dice.choice(WORDS))
        if place == 2:
            answer_application(person=leader, application_id=row.pk, accept=False, answer=DECLINED)
        elif place % 3 != 1:
            answer_application(person=leader, application_id=row.pk, accept=True, answer=dice.choice(ANSWERS))
    for one in [one for one in found if one.volunteer_id not in numbers][:1]:
        invite(person=leader, project_id=project.pk, volunteer_id=one.id)
    _own_part(project, leader, own)


def _own_part(project: Project, leader: User, own: User) -> None:
    """Whom one can sign in as takes part in the first project near them, waits in the second, is invited to the third."""
    near = next((one for one in suitable(project, Wanted()) if one.volunteer_id == own.volunteer.pk), None)
    before = Application.objects.filter(user=own).count()
    if near is None or before > 2:
        return
    if before == 2:
        invite(person=leader, project_id=project.pk, volunteer_id=near.id)
        return
    row = apply(person=own, project_id=project.pk, words=WORDS[before])
    if before == 0:
        answer_application(person=leader, application_id=row.pk, accept=True, answer=ANSWERS[1])


def _ring(own: User) -> None:
    """What is told to whom one can sign in as stands in their bell."""
    refs = [f"application.{row.pk}" for row in Application.objects.filter(user=own)]
    for act in Act.objects.filter(kind__in=TO_VOLUNTEER, ref__in=refs).order_by("pk"):
        tell_volunteer(act)


def _earlier(now: datetime, dice: random.Random) -> None:
    """They entered in the months before, and applied in the days before; whoever had to be told has been told."""
    entries: Sequence[Volunteer] = list(Volunteer.objects.order_by("pk"))
    for entry in entries:
        entry.consented_at = entry.changed_at = now - timedelta(days=5 + dice.random() * 200)
    Volunteer.objects.bulk_update(entries, ["consented_at", "changed_at"], batch_size=200)
    rows = list(Application.objects.select_related("project").order_by("pk"))
    for row in rows:
        since = max(row.project.opened_at or now, now - timedelta(days=12))
        row.at = since + (now - since) * (0.1 + 0.5 * dice.random())
        row.answered_at = row.at + (now - row.at) * 0.4 if row.answered_at else None
    Application.objects.bulk_update(rows, ["at", "answered_at"], batch_size=200)
    acts = Act.objects.filter(kind__regex=r"^(volunteer|guardian|application|invitation)\.")
    acts.update(at=now - timedelta(days=1))
    Outbox.objects.filter(act__in=acts).delete()
