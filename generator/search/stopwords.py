"""Words that are in nearly every text: not looked for, unless a query has no others."""

_WORDS = """
a an and are as at be been but by can do for from has have how if in into is it its more not of on
or our over such than that the their then there these they this through to towards under via was we
about also any away each get keep make off out so some them up use used using very
were what when where which while who why will with without your
"""
STOP_WORDS = frozenset(_WORDS.split())
