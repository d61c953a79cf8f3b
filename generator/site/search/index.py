"""Records to the files that the search reads: which words there are, where, and what is shown.

- `words.js`, read at the first key: known words with how often they occur, for prefixes and
  mistyped words; the first word of every part of the postings; acronyms.
- `postings-<n>.js`: an alphabetical part of all words, each with the records that have it.
- `records-<n>.js`: what is shown of a few records; `texts-<n>.js`: their texts, for "phrases".
- `thesaurus.js`, read for a question of several words: what papers say for everyday words.
- `facets.js`, read with the filters: by what papers can be filtered.

Every file is a call of one function, so that it can be fetched, and loaded as a script where pages
are opened as files. It carries the version of the whole, so that a browser notices old parts.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from generator.model import Page
from generator.site.assets import bare, joined
from generator.site.i18n import SCRIPT, Words
from generator.site.search import facets, folding
from generator.site.search.acronyms import acronyms
from generator.site.search.encoding import SIGNS, fronted, order, rising
from generator.site.search.records import Record
from generator.site.search.script_paths import BOX, FOLDER, PAGE, WORKER, WORKER_ALSO
from generator.site.search.stopwords import STOP_WORDS
from generator.site.search.thesaurus import FILE, thesaurus

# In which field of a record a word stands; how often it is in the text comes above these bits.
TITLE, NAME, AUTHOR, LABEL, TEXT = 1, 2, 4, 8, 16
OFTEN = 3
KNOWN = 30_000  # words read at the first key: about 80 kB compressed
PART = 40_000  # characters of a part of the postings: about 20 kB compressed
SHOWN, TEXTS = 16, 8  # records in a file of what is shown, and of texts
TEASER = 200  # characters of a text that are shown

Postings = Mapping[str, Mapping[int, int]]  # by word: the fields it is in, by record


def pages(records: Sequence[Record], texts: Mapping[str, str], words: Words) -> Iterator[Page]:
    """All files of the search; the browser's scripts and the thesaurus are among `texts`, by path.

    The worker has no page: what the search says comes with its own script.

    Raises:
        UsageError: a line of the thesaurus is wrong.
    """
    found = dict(_parts(records, texts[FILE]))
    version = sha256(json.dumps(found).encode()).hexdigest()[:12]
    for name, part in found.items():
        call = json.dumps([name, version, part], ensure_ascii=False, separators=(",", ":"))
        yield Page(path=f"{FOLDER}/{name}.js", text=f"readingListPart({call[1:-1]})\n")
    own = {path for path in texts if re.fullmatch(rf"{FOLDER}/\w+\.js", path)} - set(PAGE)
    engine = joined(texts[path] for path in (*WORKER_ALSO, *sorted(own)))
    yield Page(path=f"{FOLDER}/engine.js", text=engine)
    said = {BOX: [texts[BOX]], WORKER: [texts[WORKER], engine]}  # both run before the site's script
    for path in PAGE:
        first = words.script(texts[SCRIPT], said[path]) if path in said else ""
        yield Page(path=path, text=bare(first + texts[path]))


def _parts(records: Sequence[Record], said: str) -> Iterator[tuple[str, object]]:
    found = postings(records)
    ordered = sorted(found, key=order)
    known = sorted(_known(found, ordered), key=order)
    starts: list[str] = []
    for place, part in enumerate(_cut(ordered, found)):
        starts.append(part[0])
        lists = "|".join(_list(found[word]) for word in part)
        yield f"postings-{place}", {"words": fronted(part), "lists": lists}
    yield (
        "words",
        {
            "records": len(records),
            "shown": SHOWN,
            "texts": TEXTS,
            "lengths": "".join(SIGNS[min(_length(r.title), len(SIGNS) - 1)] for r in records),
            "starts": starts,
            "known": fronted(known, [SIGNS[len(found[word]).bit_length()] for word in known]),
            "acronyms": acronyms(records, found),
            "stop": " ".join(sorted(STOP_WORDS)),
        },
    )
    yield "thesaurus", {"entries": thesaurus(said, found)}
    yield "facets", facets.part([record.facts for record in records if record.facts])
    for place, few in enumerate(_chunks(records, SHOWN)):
        yield f"records-{place}", [_shown(record) for record in few]
    for place, few in enumerate(_chunks(records, TEXTS)):
        yield f"texts-{place}", [record.text for record in few]


def postings(records: Iterable[Record]) -> Postings:
    """For every word the records that have it, and in which fields."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for place, record in enumerate(records):
        for word, fields in _fields(record).items():
            found[word][place] = fields
    return found


def _fields(record: Record) -> Mapping[str, int]:
    fields: dict[str, int] = defaultdict(int)
    for text, bit in ((record.title, TITLE), (record.name, NAME), (record.page, LABEL)):
        for word in _looked_for(text):
            fields[word] |= bit
    for texts, bit in ((record.authors, AUTHOR), (record.labels, LABEL)):
        for text in texts:
            for word in _looked_for(text):
                fields[word] |= bit
    for word in _looked_for(" ".join((record.text, *record.clues))):
        if fields[word] // TEXT < OFTEN:
            fields[word] += TEXT
    return fields


def _looked_for(text: str) -> Iterator[str]:
    for forms in folding.words(text):
        for word in forms:
            if word not in STOP_WORDS:
                yield word


def _length(title: str) -> int:
    """How many words of a title are looked for."""
    parts = (forms if len(forms) == 1 else forms[1:] for forms in folding.words(title))
    return sum(part not in STOP_WORDS for each in parts for part in each)


def _known(found: Postings, ordered: Iterable[str]) -> Sequence[str]:
    """Words of titles and labels before those of authors before those of texts; frequent first."""

    def rank(word: str) -> tuple[int, int]:
        fields = 0
        for each in found[word].values():
            fields |= each
        return (0 if fields & (TITLE | LABEL) else 1 if fields & AUTHOR else 2), -len(found[word])

    return sorted(ordered, key=rank)[:KNOWN]


def _cut(ordered: Iterable[str], found: Postings) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for word in ordered:
        length = len(word) + 3 * len(found[word])
        if part and size + length > PART:
            yield part
            part, size = [], 0
        part.append(word)
        size += length
    if part:
        yield part


def _list(places: Mapping[int, int]) -> str:
    """The fields of each record, a sign a record, then the records."""
    return "".join(SIGNS[fields] for fields in places.values()) + " " + rising(places)


def _chunks(records: Sequence[Record], size: int) -> Iterator[Sequence[Record]]:
    for start in range(0, len(records), size):
        yield records[start : start + size]


def _shown(record: Record) -> list[str | list[str]]:
    teaser = record.text
    if len(teaser) > TEASER:
        teaser = teaser[:TEASER].rsplit(" ", 1)[0] + "…"
    shown: list[str | list[str]] = [record.location, record.title, list(record.authors)]
    shown += [record.line, teaser, record.page]
    return [*shown, record.language] if record.language else shown
