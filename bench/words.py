"""How often listed words stand in texts that insult nobody: the false-positive rate of the check on words, per language.

``python bench/words.py FOLDER`` with a folder of lists named ``abuse-<language>*.txt``. It reads the demo's texts and
comments (bg), the site's own words in each language, and, where they lie beside the lists, the comments of Decide
Madrid (es) and Bulgarian documents. Two rates: a text with any listed word, and a text that would be flagged while
nobody has reviewed the list (two different listed words).
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
import django

django.setup()
import polib

from participation.documents.readers import read_blocks
from participation.documents.sniff import readable_kind
from participation.moderation.detectors.automaton import Automaton
from participation.moderation.detectors.words import ENOUGH, weight_of
from participation.moderation.lines import lines_of
from participation.moderation.loading import too_common

LANGUAGES = ("bg", "en", "it", "es", "fr")


def of_the_demo() -> Iterator[str]:
    """Paragraphs of consultation texts, and comments, as the demo has them."""
    for path in sorted((ROOT / "demo" / "content").rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            text = path.read_text(encoding="utf-8")
            quoted = re.findall(r'"([^"\n]*[А-я][^"\n]{10,})"', text) if path.suffix == ".py" else text.splitlines()
            yield from (line for line in quoted if len(line.split()) > 2)


def of_the_site(language: str) -> Iterator[str]:
    """The sentences of the site."""
    for path in sorted((ROOT / "locale" / language).rglob("*.po")):
        yield from (entry.msgstr for entry in polib.pofile(str(path)) if len(entry.msgstr.split()) > 2)


def of_madrid(folder: Path) -> Iterator[str]:
    """What people wrote on a real platform. Some of it does insult, so this rate is an upper bound."""
    for name in ("comments.csv", "proposals.csv"):
        path = folder / name
        if path.is_file():
            with path.open(encoding="utf-8", errors="replace", newline="") as file:
                csv.field_size_limit(10_000_000)
                for row in csv.DictReader(file):
                    yield " ".join(str(value) for key, value in row.items() if key in TEXT_COLUMNS and value)


def of_documents(folder: Path) -> Iterator[str]:
    """The paragraphs and cells of real documents in Bulgarian, read as an import reads them."""
    for path in sorted(folder.glob("*-bg.pdf")):
        for block in read_blocks(path, readable_kind(path, path.name), lambda done, total: None):
            cells = (cell for row in block.rows for cell in row)
            yield from (text for text in (block.text, *cells) if len(text.split()) > 2)


TEXT_COLUMNS = ("body", "text", "description", "summary", "title", "comment")


def measure(name: str, automaton: Automaton, texts: list[str]) -> None:
    """One line of the table."""
    count, any_word, flagged, most = 0, 0, 0, Counter[str]()
    for text in texts:
        matches = list(automaton.find(text))
        count, any_word = count + 1, any_word + bool(matches)
        flagged += weight_of(matches) >= ENOUGH
        most.update({one.phrase for one in matches})
    if count:
        often = len([n for _phrase, n in most.items() if n > count / 1000])
        shares = f"{any_word / count:9.2%} {flagged / count:9.2%}"
        print(f"{automaton.language} {name:34} {count:7} texts {shares}   {often:3} entries in more than 1 of 1000")


def corpora(language: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """What there is to measure on. Common words are found in every second text, the rates in the others."""
    yield "the site's own sentences", list(of_the_site(language))
    if language == "bg":
        yield "the demo's texts and comments", list(of_the_demo())
        yield "documents of the government", list(of_documents(folder.parent / "bg-documents"))
    if language == "es" and (folder.parent / "decide-madrid").is_dir():
        yield "Decide Madrid", list(of_madrid(folder.parent / "decide-madrid"))


def main(folder: Path) -> None:
    """The table; lists that are not there are left out."""
    print("language, texts                               any listed word   flagged")
    for language in LANGUAGES:
        files = sorted(folder.glob(f"abuse-{language}*.txt"))
        entries = [(word, 1) for path in files for word in lines_of(path)]
        if not entries:
            print(f"{language} no list")
            continue
        automaton = Automaton(language, entries)
        print(f"{language} {len(entries)} entries")
        for name, texts in corpora(language, folder):
            measure(name, automaton, texts)
            calm, rest = texts[::2], texts[1::2]
            common = too_common(language, [word for word, _weight in entries], calm)
            kept = Automaton(language, [entry for entry in entries if entry[0] not in common])
            measure(f"… {len(common)} common ones off (--ordinary)", kept, rest)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "bg-language")
