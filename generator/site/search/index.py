"""The inverted index of the search, as the files that the browser loads.

- `words.js`, loaded at the first keystroke: known words with their document frequency, for
  prefixes and typos; the first word of each part of the postings; acronyms.
- `postings-<n>.js`: an alphabetical range of words, each with the records that have it; for
  questions, vectors of words and synonyms of everyday words (see `word_parts`).
- `records-<n>.js`: what results show of some records, their texts, and the vectors of papers.
- `facets.js`, loaded with the filters: the facet values of papers.

Each file is a call of one function: it can be fetched, or loaded as a script on pages opened as
files. Each has the version of the whole index, so that a browser notices outdated parts.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, repeat
from typing import TypeVar

import numpy as np

from generator.model import Page
from generator.site.assets import ENGINE_MODULES, bundle, strip_comments
from generator.site.i18n import WORDS_SCRIPT, Words
from generator.site.search import facets
from generator.site.search.acronyms import acronym_pairs
from generator.site.search.encoding import ALPHABET
from generator.site.search.postings import Ints, Postings
from generator.site.search.record_words import AUTHOR_BIT, LABEL_BIT, TITLE_BIT
from generator.site.search.records import Record, words_of
from generator.site.search.script_paths import BOX, SEARCH_FOLDER, STANDALONE_SCRIPTS, WORKER
from generator.site.search.start import start_offers
from generator.site.search.thesaurus import THESAURUS_PATH, find_synonyms
from generator.site.search.word_parts import memoized_front_code, word_parts
from generator.site.search.word_vectors import VECTORS_PATH, read_vectors, record_vectors
from generator.text.english import QUERY_STOP_WORDS

MAX_KNOWN_WORDS = 30_000  # about 80 kB compressed, loaded at the first keystroke
PAPERS_PER_FILE, OTHERS_PER_FILE = 8, 512  # about 5 and 8 kB compressed

_Item = TypeVar("_Item")


def search_files(
    records: Sequence[Record], texts: Mapping[str, str], words: Words, add_url: str = ""
) -> Iterator[Page]:
    """All files of the search: the index and the scripts that read it.

    Args:
        records: what can be found: papers, newest first, then topics, tags, people and pages.
        texts: templates and assets by path; the search's scripts and thesaurus are among them.
        words: the texts of the interface. The worker has no page to take them from, so they are
            added to its script.
        add_url: where readers can add a paper; empty if there is no such page.

    Raises:
        UsageError: a line of the thesaurus is wrong; raised before the first file.
    """
    # As bytes: one character beyond Latin-1 makes a text twice as large.
    parts = _index_parts(records, texts[THESAURUS_PATH], texts[VECTORS_PATH])
    found = {name: json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
             for name, part in parts}  # fmt: skip
    version = _digest(found)
    for name in list(found):  # each part is freed when it has been written
        text = f'readingListPart("{name}","{version}",{found.pop(name).decode()})\n'
        yield Page(path=f"{SEARCH_FOLDER}/{name}.js", text=text)
    engine = bundle(ENGINE_MODULES, texts)
    yield Page(path=f"{SEARCH_FOLDER}/engine.js", text=engine)
    # Both run before the site's main script, which brings the interface texts of all others.
    speaking = {BOX: [texts[BOX]], WORKER: [texts[WORKER], engine]}
    for path in STANDALONE_SCRIPTS:
        own_words = words.script(texts[WORDS_SCRIPT], speaking[path]) if path in speaking else ""
        if path == BOX:
            own_words += f"self.readingListStart={start_offers(records, add_url)};\n"
        yield Page(path=path, text=strip_comments(own_words + texts[path]))


def _digest(parts: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name, part in parts.items():
        digest.update(b"%b\0%b\0" % (name.encode(), part))
    return digest.hexdigest()[:12]


def _index_parts(
    records: Sequence[Record], thesaurus: str, vectors_text: str
) -> Iterator[tuple[str, object]]:
    found = postings(records)
    known_vectors = read_vectors(vectors_text, thesaurus)
    known = _select_known_words(found)
    frequent = known[np.argsort(-found.counts[known], kind="stable")]
    synonyms = find_synonyms(thesaurus, found, [found.words[place] for place in frequent])
    starts: list[str] = []
    for first, part in word_parts(found, known_vectors.rows, synonyms):
        yield f"postings-{len(starts)}", part
        starts.append(first)
    kinds = Counter(record.kind for record in records)
    yield (
        "words",
        {
            "records": len(records),
            "kinds": [kinds[kind] for kind in ("paper", "topic", "tag", "person")],  # as in records
            "sizes": [PAPERS_PER_FILE, OTHERS_PER_FILE],
            "lengths": "".join(
                ALPHABET[min(words.title_length, len(ALPHABET) - 1)] for words in words_of(records)
            ),
            "starts": starts,
            "known": memoized_front_code(
                tuple([found.words[place] for place in known]),
                "".join([ALPHABET[count.bit_length()] for count in found.counts[known].tolist()]),
            ),
            "acronyms": acronym_pairs(records, found),
            "stop": " ".join(sorted(QUERY_STOP_WORDS)),
        },
    )
    yield "facets", facets.facet_index([record.facets for record in records if record.facets])
    papers = kinds["paper"]
    near = record_vectors(known_vectors.vectors, found, papers)
    shown = list(zip(records, chain(near, repeat("")), strict=False))
    files = chain(_chunks(shown[:papers], PAPERS_PER_FILE),
                  _chunks(shown[papers:], OTHERS_PER_FILE))  # fmt: skip
    for place, few in enumerate(files):
        yield f"records-{place}", [_displayed_fields(record, vector) for record, vector in few]


def postings(records: Iterable[Record]) -> Postings:
    """For each indexed word the records that have it, and in which fields."""
    return Postings(words.split() for words in words_of(records))


def _select_known_words(found: Postings) -> Ints:
    """The places of up to `MAX_KNOWN_WORDS`, in order.

    Words of titles and labels come first, then those of authors, then of texts; of each kind, the
    most frequent.
    """
    fields = found.all_fields()
    is_author = fields & AUTHOR_BIT > 0
    kind = np.where(fields & (TITLE_BIT | LABEL_BIT) > 0, 0, np.where(is_author, 1, 2))
    return np.sort(np.lexsort((-found.counts, kind))[:MAX_KNOWN_WORDS])


def _chunks(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _displayed_fields(record: Record, vector: str) -> list[str | list[str]]:
    shown: list[str | list[str]] = [record.location, record.title, list(record.authors)]
    shown += [record.line, record.text, record.page]
    rest = [record.language, vector]
    while rest and not rest[-1]:
        rest.pop()
    return [*shown, *rest]
