"""The register of volunteers: the rows of the API. The projects are led by the representative, the entry and the
application are the citizen's.
"""

from __future__ import annotations

from tests.security.rows import ALL, MINE, OWN, SPEAKER, Row

LEADS = SPEAKER  # the representative, who coordinates the projects
ASKED_OF_LEADER = "LN.NNNN"  # there for those who coordinate the project alone
REGISTER_API = [
    Row("GET", "volunteers/", MINE),
    Row("PUT", "volunteers/", OWN, {"age": "30-49", "consent": True}),
    Row("PUT", "volunteers/", "L.XXXXX", {"about": "Нещо ново"}),  # the others are not in the register yet
    Row("DELETE", "volunteers/", MINE),
    Row("GET", "volunteers/figures/", ALL),
    Row("GET", "volunteers/figures/?municipality={place}", ALL),
    Row("GET", "volunteers/lists/", ALL),
    Row("POST", "volunteers/letter/", "LXXXXXX"),  # none of them is below 18
    Row("GET", "volunteers/guardians/{guardian_key}/", ALL),  # whoever holds the key
    Row("POST", "volunteers/guardians/{guardian_key}/", ALL, {"answer": "consent"}),
    Row("GET", "applications/", OWN),
    Row("POST", "applications/", "L.FXXXX", {"project": "{grove}", "words": "Мога."}),  # no entry, no application
    Row("GET", "applications/{application}/", MINE),
    Row("DELETE", "applications/{application}/", MINE),
    Row("POST", "applications/{invitation}/answer_invitation/", MINE, {"accept": True}),
    Row("POST", "applications/{application}/answer/", ASKED_OF_LEADER, {"accept": True}),
    Row("POST", "applications/{invitation}/answer/", "LNNNNNN", {"accept": True}),  # nobody learns who was invited
    Row("GET", "applications/received/?project={applied}", LEADS),
    Row("GET", "applications/candidates/?project={grove}", LEADS),
    Row("POST", "applications/invite/", LEADS, {"project": "{grove}", "candidate": "{candidate}"}),
]
