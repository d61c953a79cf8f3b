"""Queries of `watch`: the lines of a file, and what each asks of which service.

The syntax of arXiv's queries: https://info.arxiv.org/help/api/user-manual.html#query_details
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import Finding, Origin
from generator.text.characters import one_line
from generator.text.did_you_mean import did_you_mean
from generator.text.english import FUNCTION_WORDS

COMMENT_SIGN = "#"
MAX_QUERY_CHARACTERS = 1_000
ARXIV, HUGGING_FACE, OPENALEX = WATCHED = ("arxiv", "huggingface", "openalex")
DAILY = "daily"  # in place of words: the Daily Papers of Hugging Face
_PREFIX = re.compile(r"(?P<name>[A-Za-z][A-Za-z-]*):\s*(?P<rest>.*)")
_ARXIV_FIELD = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate):(?=\S)")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT|ANDNOT)\b")
_WORDS = re.compile(r'"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)')
_DAILY_QUERY = re.compile(r"daily(?: (?P<day>\d{4}-\d\d-\d\d))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is asked of one service, in its own syntax."""

    service: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """A line of a file of queries, where it is written, and what it asks."""

    text: str
    origin: Origin
    questions: tuple[Question, ...]


class _WrongQueryError(ValueError):
    """A line is not a query; the message says why."""


def read_queries(text: str, source: str) -> tuple[list[Query], list[Finding]]:
    """The queries of a text, one a line, and what is wrong with other lines.

    Blank lines and lines that start with `#` are none. A prefix names the service. Without one, a
    query with a field of arXiv asks arXiv, and plain words ask all services.
    """
    queries: list[Query] = []
    findings: list[Finding] = []
    for number, line in enumerate(map(one_line, text.splitlines()), start=1):
        if not line or line.startswith(COMMENT_SIGN):
            continue
        origin = Origin(source=source, line=number)
        try:
            questions = tuple(_read_questions(line))
        except _WrongQueryError as error:
            message = f"the query {line[:80]!r}: {error}"
            findings.append(
                Finding(code="wrong-query", severity="error", message=message, origin=origin)
            )
        else:
            queries.append(Query(text=line, origin=origin, questions=questions))
    return queries, findings


def daily_path(text: str, count: int) -> str:
    """The path of Daily Papers at Hugging Face; empty for a query that asks for something else."""
    if not (found := _DAILY_QUERY.fullmatch(text)):
        return ""
    return f"/api/daily_papers?limit={count}" + (f"&date={found['day']}" if found["day"] else "")


def _read_questions(line: str) -> Iterator[Question]:
    if len(line) > MAX_QUERY_CHARACTERS:
        raise _WrongQueryError(f"it has more than {MAX_QUERY_CHARACTERS:,} characters")
    prefix = _PREFIX.match(line)
    if prefix and prefix["name"].lower() in WATCHED:
        service = prefix["name"].lower()
        if not any(map(str.isalnum, prefix["rest"])):
            raise _WrongQueryError("nothing follows the name of the service")
        yield Question(service=service, text=_own_syntax(service, prefix["rest"]))
    elif _ARXIV_FIELD.search(line):
        yield Question(service=ARXIV, text=line)
    elif prefix:
        raise _WrongQueryError(
            f"{prefix['name']!r} is neither a service nor a field of arXiv"
            f"{did_you_mean(prefix['name'], WATCHED) or '. Services are ' + ', '.join(WATCHED)}. "
            "For words with a colon, put them in quotation marks"
        )
    else:
        yield from _ask_all(line)


def _own_syntax(service: str, text: str) -> str:
    """A query with the name of its service: as it is, but plain words are not a query for arXiv."""
    if service == ARXIV and not _ARXIV_FIELD.search(text):
        return _arxiv_words(_plain_words(text))
    if service == HUGGING_FACE and (found := _DAILY_QUERY.fullmatch(text)) and found["day"]:
        try:
            date.fromisoformat(found["day"])
        except ValueError:
            raise _WrongQueryError(f"{found['day']} is not a day") from None
    return text


def _ask_all(line: str) -> Iterator[Question]:
    words = _plain_words(line)
    yield Question(service=ARXIV, text=_arxiv_words(words))
    yield Question(service=HUGGING_FACE, text=" ".join(words))
    quoted = (f'"{each}"' if " " in each else each for each in words)
    yield Question(service=OPENALEX, text=" ".join(quoted))


def _plain_words(text: str) -> list[str]:
    """The words and phrases of a query, without signs that have a meaning to a service."""
    if text.count('"') % 2:
        raise _WrongQueryError("a quotation mark is not closed")
    if _OPERATOR.search(re.sub(r'"[^"]*"', "", text)):
        raise _WrongQueryError(
            "services understand AND, OR and NOT differently. Write the service first, as in "
            "`openalex: …`, and for arXiv its fields, such as `all:…`"
        )
    found = (match["phrase"] or match["word"] or "" for match in _WORDS.finditer(text))
    kept = ("".join(c if c.isalnum() or c in "-'" else " " for c in each) for each in found)
    words = [word for each in kept if any(map(str.isalnum, word := one_line(each)))]
    if not words:
        raise _WrongQueryError("it has no words")
    return words


def _arxiv_words(words: list[str]) -> str:
    """A query for papers with all of some words and phrases, without words that only join."""
    telling = [word for word in words if word.lower() not in FUNCTION_WORDS] or words
    quoted = (each if each.isalnum() else f'"{each}"' for each in telling)
    return " AND ".join(f"all:{each}" for each in quoted)
