# Sourced by backup and restore: DATABASE_URL as libpq's variables, so that no password stands in a process list.
: "${DATABASE_URL:?DATABASE_URL is not set}"
variables=$(PYTHONPATH="$(dirname "${BASH_SOURCE[0]}")/.." PYTHONDONTWRITEBYTECODE=1 python3 -m config.addresses) || exit 1
eval "$variables"
unset variables
