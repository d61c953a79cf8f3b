"""EndNote's reference types and their types in RIS."""

# Names of EndNote, and those that Mendeley, Zotero and JabRef write in its formats.
RIS_TYPES = {
    "journal article": "JOUR", "electronic article": "EJOUR", "magazine article": "MGZN",
    "newspaper article": "NEWS", "conference proceedings": "CONF", "conference paper": "CPAPER",
    "conference": "CPAPER", "book": "BOOK", "edited book": "EDBOOK", "electronic book": "EBOOK",
    "classical work": "CLSWK", "ancient text": "ANCIENT", "serial": "SER",
    "book section": "CHAP", "electronic book section": "ECHAP", "encyclopedia": "ENCYC",
    "dictionary": "DICT", "thesis": "THES", "report": "RPRT", "government document": "GOVDOC",
    "standard": "STAND", "web page": "ELEC", "blog": "BLOG", "unpublished work": "UNPB",
    "manuscript": "MANSCPT", "preprint": "PREPRINT", "computer program": "COMP",
    "dataset": "DATA", "generic": "GEN", "patent": "PAT", "artwork": "ART",
    "audiovisual material": "ADVS", "film or broadcast": "MPCT", "map": "MAP", "bill": "BILL",
    "case": "CASE", "hearing": "HEAR", "statute": "STAT", "pamphlet": "PAMP",
    "personal communication": "PCOMM", "grant": "GRNT", "figure": "FIGURE",
    "online database": "DBASE", "aggregated database": "AGGR", "online multimedia": "MULTI",
    "music": "MUSIC", "catalog": "CTLG",
}  # fmt: skip
# EndNote's numbers of these types, for records without the name.
_NAMES_BY_NUMBER = {
    "5": "book section", "6": "book", "9": "computer program", "10": "conference proceedings",
    "12": "web page", "13": "generic", "17": "journal article", "19": "magazine article",
    "23": "newspaper article", "25": "patent", "27": "report", "28": "edited book",
    "32": "thesis", "34": "unpublished work", "36": "manuscript", "43": "electronic article",
    "44": "electronic book", "46": "government document", "47": "conference paper",
    "49": "classical work", "51": "ancient text", "52": "dictionary", "53": "encyclopedia",
    "56": "blog", "57": "serial", "58": "standard", "59": "dataset",
    "60": "electronic book section",
}  # fmt: skip


def ris_type(name: str) -> str:
    """The type in RIS of a reference type by name or number; an unknown one stays as it is."""
    lower = name.lower()
    return RIS_TYPES.get(_NAMES_BY_NUMBER.get(lower, lower), name.upper())
