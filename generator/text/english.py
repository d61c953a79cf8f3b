"""English: stop words, boilerplate and plural endings.

Stop words come in three nested lists: linking words, function words, stop words. `ALL_STOP_WORDS`
is a published list; `STOP_WORDS` leaves out its words that are terms of some field.
"""

import re
from collections.abc import Iterable
from functools import lru_cache


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


LINKING_WORDS = _word_set("""
    a an and as at by for from in into of on or the to towards via with
""")
"""Articles, prepositions and conjunctions that join the words of a title or a name."""

TITLE_STOP_WORDS = LINKING_WORDS | {"is"}
"""No slug ends with one of these, and no citation key has one.

Citation keys must not change, so this list must not either.
"""

FUNCTION_WORDS = LINKING_WORDS | _word_set("""
    about after also are be been between both but can has have how if is it its more most no
    not our over than that their them then there these they this those through toward under up
    upon was we were what when where which while who why will without
""")
"""Words that only join others and have no meaning of their own."""

QUERY_STOP_WORDS = FUNCTION_WORDS | _word_set("""
    any away do each get keep make off out so some such use used using very your
""")
"""Words that the search ignores unless a query has no others: `how to make training use less`.
"""

CONTENT_WORDS = _word_set("""
    bill bottom cry detail empty fill fire front full interest mill mine part serious
    side system thick thin top
""")
"""Words of scikit-learn's list that are terms of some field: `full attention`, `thin films`."""

STOP_WORDS = FUNCTION_WORDS | _word_set("""
    any do each off out so some such very your
    above across afterwards again against all almost alone along already although always am
    among amongst amoungst amount another anyhow anyone anything anyway anywhere around back
    became because become becomes becoming before beforehand behind being below beside besides
    beyond call cannot cant co con could couldnt de describe done down due during eg eight
    either eleven else elsewhere enough etc even ever every everyone everything everywhere
    except few fifteen fifty find first five former formerly forty found four further get give
    go had hasnt he hence her here hereafter hereby herein hereupon hers herself him himself
    his however hundred i ie inc indeed itself keep last latter latterly least less ltd made
    many may me meanwhile might moreover mostly move much must my myself name namely neither
    never nevertheless next nine nobody none noone nor nothing now nowhere often once one only
    onto other others otherwise ours ourselves own per perhaps please put rather re same see
    seem seemed seeming seems several she should show since sincere six sixty somehow someone
    something sometime sometimes somewhere still take ten themselves thence thereafter thereby
    therefore therein thereupon third though three throughout thru thus together too twelve
    twenty two un until us well whatever whence whenever whereafter whereas whereby wherein
    whereupon wherever whether whither whoever whole whom whose within would yet you yours
    yourself yourselves
""")
"""Words that no tag or phrase begins or ends with: with `CONTENT_WORDS`, scikit-learn's list."""

ALL_STOP_WORDS = STOP_WORDS | CONTENT_WORDS
"""The 318 stop words of the Glasgow Information Retrieval Group, as scikit-learn has them.

Source: http://ir.dcs.gla.ac.uk/resources/linguistic_utils/stop_words
"""

PRAISE = _word_set("""
    achieve achieves achieving address addresses based better comparable compared competitive
    comprehensive considerable demonstrate demonstrated demonstrates demonstrating different
    effective enable enables enabling evaluate evaluated existing extensive finally high
    important impressive improve improved improves improving including introduce introduced
    introduces introducing large leading new notable novel numerous outperform outperforming
    outperforms present presented presents previous prior promising propose proposed proposes
    proposing provide provides providing recent reduce reduces reducing remarkable require
    requires several show shown shows significant sota state-of-the-art substantial superior
    unprecedented use used uses using various yields
""")
"""Words with which authors of any field praise their work; no tag begins or ends with one.

Needed for small lists: in large ones, the statistics find such words, and those of one field.
"""

BOILERPLATE = PRAISE | _word_set("""
    ability able achieved advance advances advancing aim aims al allow allows analysis approach
    approaches article available benefit certain challenge challenges challenging common
    conduct consistently contribution current day days designed details did does effectively
    effectiveness enhance enhances et experiment experimental experiments explore explores
    exploring extensively final findings focus framework furthermore gap general given good
    greatly higher highly hour hours idea improvement improvements include increase increasing
    investigate involve involves key lack leverage leverages leveraging limited long low main
    make makes making method methods minute minutes month months nature need number obtain old
    original overall paper performance possible potential power problem problems real-world
    recently result results second set showing significantly simple single small specific state
    strong studies study substantially term terms type types uncover validate way ways week
    weeks wide widely work works year years
""")
"""Common words of papers of any field; no phrase for a new topic begins or ends with one.

More than `PRAISE`: a tag may be `long context` or `low rank`, but not a topic.
"""

GENERAL_NOUNS = _word_set("""
    ability advance analysis application approach baseline benchmark capability case challenge
    code contribution cost data dataset day design detail dollar domain effect efficiency
    evaluation experiment field framework gain gb ghz goal hour impact improvement information
    issue kb key kg km knowledge level limitation mb method metric minute model month ms need
    number order paper part percent percentage performance phase potential problem process
    quality range research result scale setting solution strategy study success system task tb
    technique term time tool training use way week work year
""")
"""Singular nouns and units that are too general for a tag, but may be part of one."""

GENERIC_WORDS = (
    FUNCTION_WORDS
    | BOILERPLATE
    | GENERAL_NOUNS
    | _word_set("""
    accurate advanced ai arxiv author available awesome bitbucket blog com comment commonly
    conference cutting demo doi edge efficient efficiently end excellent face fair fast favorite
    featured final first free friendly full generic git github gitlab good great html http https
    hugging huggingface important interesting io item journal link list main misc miscellaneous
    model modern must net news nice note open openreview org other paperswithcode pdf pick post
    powerful preprint project promising public publication read reading recommended release
    repo repository research resource review robust scalable scale site smart source stuff
    tldr todo top topic toread twitter university url user version video web webpage website
    world www youtube zenodo zotero
""")
)
"""Words that say nothing about a subject: praise, boilerplate, hosts, and notes of readers."""

# Rules for plurals, the same as in `templates/assets/search/folding.js`. They match the end of a
# word, also of joined words (`graphneuralnetworks`).
PLURAL_IN_US = re.compile(r"(?:[cgnt]pus|menus|apis)$")
_ENDINGS_IN_S = "ss|is|us|ias"  # `loss`, `analysis`, `bus`, `bias`
_INVARIABLE_WORDS = "news|lens|atlas|canvas|pandas|chaos|cosmos|ethos|species"
_SERIES = "(?:^|[^ir])series"  # `timeseries`; not the plural `miseries`
INVARIABLE = re.compile(f"(?:{_ENDINGS_IN_S}|{_INVARIABLE_WORDS}|{_SERIES})$")
# `movies` and `ties` lose only their s; `studies` becomes `study`.
IE = re.compile(r"(?:movies|cookies|calories|zombies|^.ies)$")
CHE = re.compile(r"(?:caches|niches|psyches|avalanches)$")
ES = re.compile(r"(?:ss|sh|ch|x|zz|ias)es$")  # `classes`, `batches`, `biases`
_MIN_SINGULAR = 3  # letters: `gas` and `aws` are not plurals


_MAX_ENDING = 10  # characters at the end that the rules look at: `avalanches`


def singular(word: str) -> str:
    """A word (or joined words) in lower case without an English plural ending.

    Only common endings are known: the result is for comparison, not for display.
    """
    if not word.endswith("s"):
        return word
    # Most joined words are unique, but their endings are not.
    return word[:-_MAX_ENDING] + _singular(word[-_MAX_ENDING:])


@lru_cache(maxsize=50_000)
def _singular(word: str) -> str:
    if INVARIABLE.search(word) and not PLURAL_IN_US.search(word):
        return word
    if word.endswith("ies") and not IE.search(word):
        made = f"{word[:-3]}y"
    elif ES.search(word) and not CHE.search(word):
        made = word[:-2]
    else:
        made = word[:-1]
    return made if len(made) >= _MIN_SINGULAR else word


_POSSESSIVE = re.compile(r"['\u2019]s?$|(?<=[A-Z]{2})s$")


def strip_possessive(word: str) -> str:
    """A word without a possessive ending or an acronym's plural s: `Lean's`, `LMs`."""
    return _POSSESSIVE.sub("", word)


def plural(count: int, noun: str) -> str:
    """A count with its noun: `1 paper`, `2 papers`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def is_generic(words: Iterable[str]) -> bool:
    """Whether some folded words say nothing about a subject: `high quality`, `github`, `to read`.

    One other word is enough for a name: `open-vocabulary`, `github issue`.
    """
    return all(word.rstrip("*") in GENERIC_WORDS or word.isdigit() for word in words)
