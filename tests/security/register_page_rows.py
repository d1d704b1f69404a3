"""The register of volunteers: the rows of its pages. The projects are led by the representative, the entry and the
application are the citizen's; see ``register_rows``.
"""

from __future__ import annotations

from tests.security.rows import ALL, OWN, SPEAKER, Row

LEADS = SPEAKER  # the representative, who coordinates the projects
UNDONE = "L.-----"  # nothing is there to be given back, which is said
REGISTER_PAGES = [
    Row("GET", "/volunteers/", ALL),
    Row("GET", "/volunteers/?municipality={place}", ALL),
    Row("GET", "/volunteer/", OWN),
    Row("POST", "/volunteer/", OWN, {"age": "30-49", "consent": "on"}),
    Row("POST", "/volunteer/", "L.XXXXX", {"age": "30-49"}),  # the others are not in the register yet
    Row("POST", "/volunteer/leave/", UNDONE),
    Row("POST", "/volunteer/guardian/", "L------"),  # none of them is below 18
    Row("GET", "/volunteer/applications/", OWN),
    Row("POST", "/volunteer/applications/{applied}/withdraw/", UNDONE),
    Row("POST", "/volunteer/applications/{asking}/answer/", UNDONE, {"accept": "1"}),
    Row("GET", "/guardian/{guardian_key}/", ALL),  # whoever holds the key
    Row("POST", "/guardian/{guardian_key}/", ALL, {"do": "consent"}),
    Row("GET", "/projects/{grove}/help/", ALL),
    Row("POST", "/projects/{grove}/help/", "L.XXXXX", {"words": "Мога."}),  # no entry, no application
    Row("GET", "/projects/{applied}/people/", LEADS),
    Row("POST", "/projects/{applied}/people/{application}/", LEADS, {"accept": "1", "answer": "Чакаме ви!"}),
    Row("POST", "/projects/{grove}/people/invite/", LEADS, {"volunteer": "{candidate}"}),
]
