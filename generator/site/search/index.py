"""The inverted index of the search, as the files that the browser loads.

- `words.js`, loaded at the first keystroke: known words with their document frequency, for
  prefixes and typos; the first word of each part of the postings; acronyms.
- `postings-<n>.js`: an alphabetical range of words, each with the records that have it.
- `records-<n>.js`: what results show of some records; `texts-<n>.js`: their texts, for phrases.
- `thesaurus.js`, loaded for queries of several words: technical terms for everyday words.
- `facets.js`, loaded with the filters: the facet values of papers.

Each file is a call of one function: it can be fetched, or loaded as a script on pages opened as
files. Each has the version of the whole index, so that a browser notices outdated parts.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from generator.model import Page
from generator.site.assets import ENGINE_MODULES, bundle, strip_comments
from generator.site.i18n import WORDS_SCRIPT, Words
from generator.site.search import facets, folding
from generator.site.search.acronyms import acronym_pairs
from generator.site.search.encoding import ALPHABET, delta_encode, front_code, utf16_sort_key
from generator.site.search.records import Record
from generator.site.search.script_paths import BOX, SEARCH_FOLDER, STANDALONE_SCRIPTS, WORKER
from generator.site.search.thesaurus import THESAURUS_PATH, encode_thesaurus
from generator.text.english import QUERY_STOP_WORDS
from generator.text.stored import Stored

# The fields of a record that have a word, as bits; above them the word's count in the text.
TITLE_BIT, NAME_BIT, AUTHOR_BIT, LABEL_BIT, TEXT_COUNT_UNIT = 1, 2, 4, 8, 16
MAX_TEXT_COUNT = 3
MAX_KNOWN_WORDS = 30_000  # about 80 kB compressed, loaded at the first keystroke
MAX_PART_CHARACTERS = 40_000  # about 20 kB compressed
RECORDS_PER_FILE, TEXTS_PER_FILE = 16, 8
MAX_TEASER_CHARACTERS = 200

Postings = Mapping[str, Mapping[int, int]]  # word -> number of a record -> fields


def search_files(
    records: Sequence[Record], texts: Mapping[str, str], words: Words
) -> Iterator[Page]:
    """All files of the search: the index and the scripts that read it.

    Args:
        records: what can be found.
        texts: templates and assets by path; the search's scripts and thesaurus are among them.
        words: the texts of the interface. The worker has no page to take them from, so they are
            added to its script.

    Raises:
        UsageError: a line of the thesaurus is wrong.
    """
    found = dict(_index_parts(records, texts[THESAURUS_PATH]))
    version = sha256(json.dumps(found).encode()).hexdigest()[:12]
    for name, part in found.items():
        call = json.dumps([name, version, part], ensure_ascii=False, separators=(",", ":"))
        yield Page(path=f"{SEARCH_FOLDER}/{name}.js", text=f"readingListPart({call[1:-1]})\n")
    engine = bundle(ENGINE_MODULES, texts)
    yield Page(path=f"{SEARCH_FOLDER}/engine.js", text=engine)
    # Both run before the site's main script, which brings the interface texts of all others.
    speaking = {BOX: [texts[BOX]], WORKER: [texts[WORKER], engine]}
    for path in STANDALONE_SCRIPTS:
        own_words = words.script(texts[WORDS_SCRIPT], speaking[path]) if path in speaking else ""
        yield Page(path=path, text=strip_comments(own_words + texts[path]))


def _index_parts(records: Sequence[Record], thesaurus: str) -> Iterator[tuple[str, object]]:
    found = postings(records)
    ordered = sorted(found, key=utf16_sort_key)
    known = sorted(_select_known_words(found, ordered), key=utf16_sort_key)
    starts: list[str] = []
    for place, part in enumerate(_split_into_parts(ordered, found)):
        starts.append(part[0])
        lists = "|".join(_encode_postings(found[word]) for word in part)
        yield f"postings-{place}", {"words": front_code(part), "lists": lists}
    yield (
        "words",
        {
            "records": len(records),
            "shown": RECORDS_PER_FILE,
            "texts": TEXTS_PER_FILE,
            "lengths": "".join(
                ALPHABET[min(_title_length(r.title), len(ALPHABET) - 1)] for r in records
            ),
            "starts": starts,
            "known": front_code(known, [ALPHABET[len(found[word]).bit_length()] for word in known]),
            "acronyms": acronym_pairs(records, found),
            "stop": " ".join(sorted(QUERY_STOP_WORDS)),
        },
    )
    yield "thesaurus", {"entries": encode_thesaurus(thesaurus, found)}
    yield "facets", facets.facet_index([record.facets for record in records if record.facets])
    for place, few in enumerate(_chunks(records, RECORDS_PER_FILE)):
        yield f"records-{place}", [_displayed_fields(record) for record in few]
    for place, few in enumerate(_chunks(records, TEXTS_PER_FILE)):
        yield f"texts-{place}", [record.text for record in few]


def postings(records: Iterable[Record]) -> Postings:
    """For each indexed word the records that have it, and in which fields."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for place, each in enumerate(_word_fields.each((record,) for record in records)):
        for word, fields in each.items():
            found[word][place] = fields
    return found


def _find_word_fields(record: Record) -> Mapping[str, int]:
    fields: dict[str, int] = defaultdict(int)
    for text, bit in ((record.title, TITLE_BIT), (record.name, NAME_BIT), (record.page, LABEL_BIT)):
        for word in _indexed_words(text):
            fields[word] |= bit
    for texts, bit in ((record.authors, AUTHOR_BIT), (record.labels, LABEL_BIT)):
        for text in texts:
            for word in _indexed_words(text):
                fields[word] |= bit
    for word in _indexed_words(" ".join((record.text, *record.keywords))):
        if fields[word] // TEXT_COUNT_UNIT < MAX_TEXT_COUNT:
            fields[word] += TEXT_COUNT_UNIT
    return fields


_word_fields = Stored(_find_word_fields, Mapping[str, int], "words of a search record")


def _indexed_words(text: str) -> Iterator[str]:
    for forms in folding.word_forms(text):
        for word in forms:
            if word not in QUERY_STOP_WORDS:
                yield word


def _title_length(title: str) -> int:
    """How many words of a title are indexed."""
    parts = (forms if len(forms) == 1 else forms[1:] for forms in folding.word_forms(title))
    return sum(part not in QUERY_STOP_WORDS for each in parts for part in each)


def _select_known_words(found: Postings, ordered: Iterable[str]) -> Sequence[str]:
    """Up to `MAX_KNOWN_WORDS`: those of titles and labels, authors, texts; frequent words first."""

    def rank(word: str) -> tuple[int, int]:
        fields = 0
        for each in found[word].values():
            fields |= each
        return (0 if fields & (TITLE_BIT | LABEL_BIT) else 1 if fields & AUTHOR_BIT else 2), -len(
            found[word]
        )

    return sorted(ordered, key=rank)[:MAX_KNOWN_WORDS]


def _split_into_parts(ordered: Iterable[str], found: Postings) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for word in ordered:
        length = len(word) + 3 * len(found[word])
        if part and size + length > MAX_PART_CHARACTERS:
            yield part
            part, size = [], 0
        part.append(word)
        size += length
    if part:
        yield part


def _encode_postings(fields_by_record: Mapping[int, int]) -> str:
    """The fields of each record, one character each, then the delta-encoded record numbers."""
    return (
        "".join(ALPHABET[fields] for fields in fields_by_record.values())
        + " "
        + delta_encode(fields_by_record)
    )


def _chunks(records: Sequence[Record], size: int) -> Iterator[Sequence[Record]]:
    for start in range(0, len(records), size):
        yield records[start : start + size]


def _displayed_fields(record: Record) -> list[str | list[str]]:
    teaser = record.text
    if len(teaser) > MAX_TEASER_CHARACTERS:
        teaser = teaser[:MAX_TEASER_CHARACTERS].rsplit(" ", 1)[0] + "…"
    shown: list[str | list[str]] = [record.location, record.title, list(record.authors)]
    shown += [record.line, teaser, record.page]
    return [*shown, record.language] if record.language else shown
