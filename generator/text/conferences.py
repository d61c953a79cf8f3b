"""Acronyms of conferences, and patterns that find one in a text."""

_ACRONYMS = (
    "AAAI|ACL|AISTATS|ASPLOS|COLING|CVPR|EACL|ECAI|ECCV|ECML|EMNLP|ICASSP|ICCV|ICLR|ICML|ICRA|"
    "IJCAI|INTERSPEECH|IROS|KDD|LREC|MICCAI|MLSys|NAACL|NeurIPS|NIPS|NSDI|OSDI|SIGIR|SIGMOD|VLDB|"
    "WACV|WSDM"
)
_CASE_SENSITIVE_ACRONYMS = (
    "CHI|CIKM|CoNLL|COLM|COLT|CoRL|FOCS|ICDE|ICDM|Interspeech|PODS|RSS|SODA|SOSP|STOC|UAI|"
    "USENIX[ ]Security|WWW"
)
# `SIGMOD Record` and `The VLDB Journal` are journals.
_NO_JOURNAL_AFTER = r"""
    (?! \s+
        (?: bulletin | explorations | forum | j(?:ournal\b|\.) | letters | magazine | newsletter
          | notices | rec(?:ord\b|\.)
        )
    )
"""

CONFERENCE = rf"(?-i:{_ACRONYMS}|{_CASE_SENSITIVE_ACRONYMS})"
"""A pattern for one acronym in the spelling of the conference; it may be part of a verbose one."""
"""A pattern for one acronym in the spelling of the conference."""

MEETING_NAME = rf"(?:(?i:{_ACRONYMS})|(?-i:{_CASE_SENSITIVE_ACRONYMS}))\b(?i:{_NO_JOURNAL_AFTER})"
"""A part of a verbose pattern: one acronym in a venue.

Its case counts only if a word is spelled like it.
"""
"""A pattern for one acronym in a venue; its case counts only if a word is spelled like it.

It may be part of a verbose pattern.
"""
"""A pattern for one acronym in a venue; its case counts only if a word is spelled like it."""
