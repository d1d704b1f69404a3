"""Hours, certificates and the record: the rows of their pages. The representative leads the project; the citizen takes
part, has hours that wait and a certificate; see ``task_world``.
"""

from __future__ import annotations

from tests.security.rows import ALL, OWN, Row

CONCERNED = "L..F.FF"  # who takes part, who leads it, and officials of the place
OVERSEES = "LF.F.FF"
LEADS = "LF.FFFF"
ANY_OFFICIAL = "LFF..FF"  # each sees what waits for them
NOTED = {"day": "{worked}", "hours": "0", "minutes": "20"}
AT = "/projects/{led}/hours/"
OF_HELPER, ASKED = f"{AT}{{hours}}/", f"{AT}{{asked_hours}}/"
PAPER = "/certificates/{paper}/"

HOURS = [
    Row("GET", AT, CONCERNED),
    Row("POST", AT, "L..FFFF", NOTED),
    Row("GET", f"{AT}all/", OVERSEES),
    Row("GET", f"{AT}people/", OVERSEES),
    Row("GET", OF_HELPER, "L..N.NN"),
    Row("GET", "/projects/{applied}/hours/{hours}/", "LNNNNNN"),  # of another project
    Row("POST", OF_HELPER, "L.FNFNN", NOTED),
    Row("POST", f"{ASKED}answer/", "L.FNFNN", {"reply": "Сутринта"}),
    Row("POST", f"{OF_HELPER}question/", "LF.NFNN", {"reason": "Кога?"}),
    Row("GET", f"{OF_HELPER}withdraw/", "L.FNFNN"),
    Row("POST", f"{OF_HELPER}withdraw/", "L.FNFNN"),
    Row("POST", f"{AT}confirm/", "LF.F-FF", {"hours": "{hours}.1"}),  # officials decide on coordinators' alone
    Row("POST", f"{AT}confirm/", "LF-F.FF", {"hours": "{led_hours}.1"}),
    Row("POST", f"{AT}shifts/{{was}}/", LEADS),
    Row("POST", f"{AT}certificate/", "L.-----"),  # one's own, of confirmed hours, which the citizen has
    Row("POST", f"{AT}certificate/", CONCERNED, {"person": "{helper}"}),
    Row("GET", "/work/projects/hours/", ANY_OFFICIAL),
    Row("POST", "/work/projects/hours/", "LFF-.FF", {"hours": "{led_hours}.1"}),
    Row("GET", "/certificates/", ALL),
    Row("GET", PAPER, ALL),
    Row("GET", "/certificates/AAAA-AAAA-AAAA-AAAA/", "NNNNNNN"),
    Row("GET", f"{PAPER}certificate.pdf", "L..N.NN"),
    Row("GET", f"{PAPER}withdraw/", "L.NNNNN"),
    Row("POST", f"{PAPER}withdraw/", "L.NNNNN"),
    Row("GET", f"{PAPER}revoke/", "LF.F.FF"),
    Row("POST", f"{PAPER}revoke/", "LF.F.FF", {"reason": "Грешка"}),
    Row("GET", "/volunteer/record/", OWN),
    Row("GET", "/volunteer/record/record.json", OWN),
    Row("GET", "/volunteer/record/hours.csv", OWN),
]
