"""The abbreviations of conferences, for patterns that look for one in a text."""

_UNMISTAKABLE = (
    "AAAI|ACL|AISTATS|ASPLOS|COLING|CVPR|EACL|ECAI|ECCV|ECML|EMNLP|ICASSP|ICCV|ICLR|ICML|ICRA|"
    "IJCAI|INTERSPEECH|IROS|KDD|LREC|MICCAI|MLSys|NAACL|NeurIPS|NIPS|NSDI|OSDI|SIGIR|SIGMOD|VLDB|"
    "WACV|WSDM"
)
_ALSO_WORDS = (
    "CHI|CIKM|CoNLL|COLM|COLT|CoRL|FOCS|ICDE|ICDM|Interspeech|PODS|RSS|SODA|SOSP|STOC|UAI|"
    "USENIX Security|WWW"
)
# `SIGMOD Record` and `The VLDB Journal` are journals.
_NOT_JOURNAL = (
    r"(?!\s+(?:bulletin|explorations|forum|j(?:ournal\b|\.)|letters|magazine|newsletter|notices|"
    r"rec(?:ord\b|\.)))"
)

CONFERENCE = rf"(?-i:{_UNMISTAKABLE}|{_ALSO_WORDS})"
"""A pattern for one abbreviation in the spelling of the conference."""

MEETING_NAME = rf"(?:(?i:{_UNMISTAKABLE})|(?-i:{_ALSO_WORDS}))\b(?i:{_NOT_JOURNAL})"
"""A pattern for one abbreviation in a venue, in any case where no word is spelled like it."""
