"""Slugs of tags: each depends only on its own text and on other spellings of the same tag."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from generator.text.memo import memoized
from generator.text.slugs import MAX_ID_LENGTH, ascii_words, comparison_key, slug

# Characters that distinguish tags: C, C++ and C#; F and F*; NET and .NET; 100 and 100%.
_SIGN_NAMES = str.maketrans({
    "+": " plus ", "#": " sharp ", "*": " star ", "%": " percent ", "&": " and ", "@": " at ",
})  # fmt: skip
_DIGEST_LENGTH = 6


def tag_slugs(names: Iterable[str]) -> Mapping[str, str]:
    """The slug of each tag, all different.

    Spellings of one tag that differ in case, accents or word separators would have the same slug.
    The spelling most like the slug gets it; the others get a digest of their own text.
    """
    by_slug: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        by_slug.setdefault(_slug(name), []).append(name)
    found: dict[str, str] = {}
    for base, spellings in by_slug.items():
        first, *others = sorted(spellings, key=lambda each: (_distance(each, base), each))
        found |= {first: base, **{each: _with_digest(each) for each in others}}
    return found


@memoized
def _slug(name: str) -> str:
    spelled = re.sub(r"^\.(?=\w)", "dot ", name).translate(_SIGN_NAMES)
    plain = ascii_words(spelled)
    # A transliterated or truncated slug may be that of another tag, of two Chinese words, say.
    is_faithful = (
        plain and plain.replace("-", "") == comparison_key(spelled) and len(plain) <= MAX_ID_LENGTH
    )
    return slug(spelled) if is_faithful else _with_digest(name)


def _with_digest(name: str) -> str:
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    return f"{slug(name, MAX_ID_LENGTH - _DIGEST_LENGTH - 1)}-{digest}"


def _distance(name: str, base: str) -> tuple[bool, bool]:
    return name != base, name != name.lower()
