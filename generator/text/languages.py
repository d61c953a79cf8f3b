"""Languages by their names and codes, as catalogues and databases write them."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from generator.text.identifiers import LANGUAGE_TAG

_ALPHA_3_CHARACTERS = 3
_NO_LANGUAGE = frozenset(("mis", "mul", "und", "zxx"))  # codes of ISO 639-2 for none or several


def language_tag(text: str) -> str:
    """The BCP 47 tag of a language: `en` for `English`, `eng` or `EN`; empty if unknown.

    Codes may be those of ISO 639-1, 639-2 or 639-3. Of several languages the first counts.
    """
    name = text.split(";", maxsplit=1)[0].split("/", maxsplit=1)[0].strip()
    if found := _names().get(name.casefold()):
        return found
    tag = name.replace("_", "-")
    code, _, rest = tag.partition("-")
    code = code.lower()
    if len(code) == _ALPHA_3_CHARACTERS:
        code = str(get_global("language_aliases").get(code, code))
    if code in _NO_LANGUAGE or code not in Locale("en").languages:
        return ""
    region = rest.upper() if len(rest) == 2 else rest  # noqa: PLR2004 - a country
    tag = f"{code}-{region}" if rest else code
    return tag if LANGUAGE_TAG.fullmatch(tag) else code


def stated_language(text: str) -> str:
    """A known tag as it is written, else the tag of a language by its name or code."""
    is_known = LANGUAGE_TAG.fullmatch(text) and text.partition("-")[0] in Locale("en").languages
    return text if is_known else language_tag(text)


@cache
def _names() -> Mapping[str, str]:
    """Tags by the names of languages, in English and in the language itself."""
    english = Locale("en").languages
    found = {
        str(name).casefold(): code for code, name in english.items() if LANGUAGE_TAG.fullmatch(code)
    }
    for code in ("de", "fr", "es", "it", "pt", "nl", "ru", "pl", "sv", "tr", "ja", "zh", "ko"):
        found[str(Locale(code).languages[code]).casefold()] = code
    return found
