"""Who may do what on the pages of public forum sessions; letters as in ``api_matrix``."""

from __future__ import annotations

from tests.security.rows import ALL, ARRANGES, CARRIES, CLAIMS, HOSTS, SPEAKER, Row

OWN = "L......"
EVENING = {"day": "2030-01-01", "starts_time": "18:00", "ends_time": "20:00", "venue": "Зала 1"}
NEW_SESSION = {"municipality": "{place_id}", "title": "Нов форум", **EVENING}
SESSIONS = [
    Row("GET", "/sessions/", ALL),
    Row("GET", "/sessions/new/", "LFF..FF"),
    Row("POST", "/sessions/new/", "LFFX.FF", NEW_SESSION),
    *[Row("GET", f"/sessions/{{{state}}}/", ALL) for state in ("s", "soon", "over", "public")],
    Row("GET", "/sessions/{s}/calendar.ics", ALL),
    Row("GET", "/sessions/{soon}/edit/", ARRANGES),
    Row("POST", "/sessions/{soon}/edit/", ARRANGES, NEW_SESSION),
    Row("POST", "/sessions/{s}/edit/", "LFFFXFF", NEW_SESSION),
    Row("GET", "/sessions/{soon}/cancel/", ARRANGES),
    Row("POST", "/sessions/{soon}/cancel/", ARRANGES, {"reason": "Буря"}),
    Row("POST", "/sessions/{s}/follow/", OWN),
    Row("GET", "/sessions/{s}/hand/", ALL),
    Row("POST", "/sessions/{s}/hand/", OWN, {"named": "1"}),
    Row("POST", "/sessions/{over}/hand/", "LXXXXXX"),
    Row("POST", "/sessions/{s}/here/", OWN, {"where": "hall"}),
    Row("POST", "/sessions/{s}/ask/", OWN, {"body": "Кога свършва?"}),
    Row("POST", "/sessions/{over}/ask/", "LXXXXXX", {"body": "Кога свършва?"}),
    Row("POST", "/sessions/{s}/support/{fq}/", "L.F....", {"on": "1"}),
    Row("GET", "/sessions/{s}/questions/{asked_post}/", ALL),
    Row("POST", "/sessions/{s}/questions/{asked_post}/take-back/", SPEAKER),
    Row("GET", "/sessions/{s}/questions/{asked_post}/answer/", HOSTS),
    Row("POST", "/sessions/{s}/questions/{asked_post}/answer/", HOSTS, {"text": "През май."}),
    Row("POST", "/sessions/{s}/questions/{asked_post}/answer/", "LFFF--F", {"withdraw": "1"}),  # there is none
    Row("POST", "/sessions/{s}/turns/{spoke}/confirm/", SPEAKER),
    Row("GET", "/sessions/{s}/turns/{spoke}/gist/", HOSTS),
    Row("POST", "/sessions/{s}/turns/{spoke}/gist/", HOSTS, {"gist": "Друго"}),
    Row("GET", "/sessions/{s}/wall/", ALL),
    Row("GET", "/sessions/{s}/host/", HOSTS),
    *[Row("POST", "/sessions/{s}/host/act/", HOSTS, {"do": do}) for do in ("call", "guest", "count", "end")],
    Row("POST", "/sessions/{soon}/host/act/", HOSTS, {"do": "begin"}),
    Row("POST", "/sessions/{s}/host/act/", HOSTS, {"do": "item", "item": "{item}"}),
    Row("POST", "/sessions/{s}/host/act/", HOSTS, {"do": "dismiss", "turn": "{waits}"}),
    Row("GET", "/sessions/{s}/hosts/", HOSTS),
    Row("POST", "/sessions/{s}/hosts/", "LFFFXXF", {"person": "{guest}"}),  # they host it already: not on the list
    Row("POST", "/sessions/{s}/hosts/{guest}/remove/", HOSTS),
    Row("POST", "/sessions/{over}/host/act/", "LFFF--F", {"do": "call"}),
    Row("POST", "/sessions/{s}/polls/", HOSTS, {"title": "Да?", "kind": "yesno"}),
    Row("GET", "/sessions/{s}/polls/{instant}/", ALL),
    Row("POST", "/sessions/{s}/polls/{instant}/close/", HOSTS),
    Row("GET", "/sessions/{s}/minutes/", ALL),
    Row("GET", "/sessions/{public}/minutes/", ALL),
    Row("GET", "/sessions/{over}/minutes.md", "NNNNNNN"),
    Row("GET", "/sessions/{public}/minutes.md", ALL),
    Row("GET", "/sessions/{over}/minutes.csv", "NNNNNNN"),
    Row("GET", "/sessions/{public}/minutes.csv", ALL),
    Row("GET", "/sessions/{over}/minutes/edit/", HOSTS),
    Row("POST", "/sessions/{over}/minutes/edit/", HOSTS, {"text": "Протокол"}),
    Row("POST", "/sessions/{over}/minutes/edit/", "LFFF.XF", {"text": "Протокол", "publish": "1"}),
    Row("GET", "/sessions/{s}/carry/?source=turn.{spoke}", ARRANGES),
    Row("POST", "/sessions/{s}/carry/", CARRIES, {"source": "turn.{spoke}", "clause": "{clause}"}),
    Row("POST", "/sessions/{s}/carried/{carried}/claim/", CLAIMS),
]
