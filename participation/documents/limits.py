"""How much of an untrusted file is too much. Sizes in bytes, times in seconds."""

MAX_FILE = 20 * 1024 * 1024
MAX_TEXT = 5 * 1024 * 1024
MAX_PAGES = 1000
MAX_BLOCKS = 50_000

ZIP_ENTRIES = 2_000
ZIP_TOTAL = 200 * 1024 * 1024
ZIP_XML = 60 * 1024 * 1024
ZIP_RATIO = 200
# A small file may compress very well without being a bomb; below this nothing is suspected.
ZIP_RATIO_FROM = 2 * 1024 * 1024

CHILD_MEMORY = 1024 * 1024 * 1024
CHILD_CPU = 120
CHILD_WALL = 180
CHILD_OUTPUT = 40 * 1024 * 1024
# A running job that has not reported for so long belongs to a worker that died.
STALE_AFTER = 60
