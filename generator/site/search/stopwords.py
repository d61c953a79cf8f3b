"""Words that are in nearly every text: not looked for, unless a query has no others."""

_WORDS = """
a about also an and any are as at away be been but by can do each for from get has have how if in
into is it its keep make more not of off on or our out over so some such than that the their them
then there these they this through to towards under up use used using very via was we were what
when where which while who why will with without your
"""
STOP_WORDS = frozenset(_WORDS.split())
