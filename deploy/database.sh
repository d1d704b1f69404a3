# Sourced by backup and restore: DATABASE_URL as libpq's variables, so that no password stands in a process list.
: "${DATABASE_URL:?DATABASE_URL is not set}"
eval "$(python3 - <<'PY'
import os, shlex
from urllib.parse import unquote, urlsplit

parts = urlsplit(os.environ["DATABASE_URL"])
if parts.scheme not in ("postgres", "postgresql"):
    print("echo 'DATABASE_URL is not PostgreSQL' >&2; exit 1")
    raise SystemExit
values = {
    "PGHOST": parts.hostname,
    "PGPORT": parts.port,
    "PGUSER": parts.username,
    "PGPASSWORD": parts.password,
    "PGDATABASE": parts.path.lstrip("/"),
}
for name, value in values.items():
    if value:
        print(f"export {name}={shlex.quote(unquote(str(value)))}")
PY
)"
