"""The valid identifiers and categories of arXiv.

https://info.arxiv.org/help/arxiv_identifier.html, https://arxiv.org/category_taxonomy
"""

import re
from datetime import date

FIRST_MONTH = date(1991, 8, 1)
NEW_SCHEME_START = date(2007, 4, 1)  # `0704.0001`; before that `cs/9901001`
FIVE_DIGITS_START = date(2015, 1, 1)  # `1501.00001`
_YEAR_1991 = 91
_NEW_ID = re.compile(r"(?P<month>\d{4})\.(?P<number>\d{4,5})")
_OLD_ID = re.compile(r"(?P<archive>[a-z-]+)(?:\.[A-Z]{2})?/(?P<month>\d{4})\d{3}")

# Archives that were closed; their papers keep their identifiers.
_CLOSED_ARCHIVES = """acc-phys adap-org alg-geom ao-sci atom-ph bayes-an chao-dyn chem-ph cmp-lg
comp-gas dg-ga funct-an mtrl-th patt-sol plasm-ph q-alg solv-int supr-con"""
_UNDIVIDED_ARCHIVES = "gr-qc hep-ex hep-lat hep-ph hep-th math-ph nucl-ex nucl-th quant-ph"
_SUBJECT_CLASSES = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE "
    "NI OH OS PF PL RO SC SD SE SI SY",
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA "
    "RT SG SP ST",
    "nlin": "AO CD CG PS SI",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an "
    "ed-ph flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "stat": "AP CO ME ML OT TH",
}
ARCHIVES = frozenset([*_CLOSED_ARCHIVES.split(), *_UNDIVIDED_ARCHIVES.split(), *_SUBJECT_CLASSES])
CATEGORIES = frozenset(
    [f"{archive}.{part}" for archive, parts in _SUBJECT_CLASSES.items() for part in parts.split()]
    + ["astro-ph", "cond-mat", *_UNDIVIDED_ARCHIVES.split(), *_CLOSED_ARCHIVES.split()]
)


def month(identifier: str) -> date | None:
    """The first day of the month in an identifier; None if that month does not exist."""
    match = _NEW_ID.fullmatch(identifier) or _OLD_ID.fullmatch(identifier)
    if not match:
        return None
    year, number = int(match["month"][:2]), int(match["month"][2:])
    century = 1900 if "/" in identifier and year >= _YEAR_1991 else 2000
    try:
        return date(century + year, number, 1)
    except ValueError:
        return None


def flaw(identifier: str) -> str:
    """Why a well-formed identifier cannot exist; empty if it can."""
    id_month = month(identifier)
    if id_month is None:
        digits = identifier.partition("/")[2] or identifier
        return f"there is no month {digits[2:4]}"
    if match := _OLD_ID.fullmatch(identifier):
        if match["archive"] not in ARCHIVES:
            return f"there is no archive {match['archive']!r}"
        return (
            ""
            if FIRST_MONTH <= id_month < NEW_SCHEME_START
            else "that month has no ids of this form"
        )
    if id_month < NEW_SCHEME_START:
        return "ids of this form start at 0704"
    digits = identifier.partition(".")[2]
    digit_count = 4 + (id_month >= FIVE_DIGITS_START)
    if len(digits) != digit_count:
        return f"ids of that month have {digit_count} digits after the point"
    return "" if int(digits) else "numbers start at 1"
