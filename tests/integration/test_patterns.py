"""Long regular expressions are verbose, and each has a text that it matches and one it does not."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator"
MAX_PLAIN_CHARACTERS = 60  # of a pattern on one line
FUNCTIONS = {"compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub",
             "subn"}  # fmt: skip
TESTED_ELSEWHERE = {
    "mkdocs_plugin.theme_compat.early_script.BASE_PATTERN",  # needed by the installed theme
    "mkdocs_plugin.theme_compat.shared_markup.DIALOG_PATTERN",  # the same
    "mkdocs_plugin.theme_compat.patches.PATCHES",  # each is needed by the installed theme
}

# By module: the name of a pattern (with its place in a tuple of patterns), the method by which it
# is used, a text, what is found of it, and a text in which nothing is found. Found are the named
# groups with a text, else all groups if one has a text, else the match.
Found = dict[str, str] | tuple[str | None, ...] | str
Example = tuple[str, str, str, Found, str]
EXAMPLES: dict[str, list[Example]] = {
    "site.assets": [
        ("_STYLE_PART", "match", '": a"; }', {"string": '": a"'}, "a: b"),
        ("_STYLE_PART", "match", "/* why */ p", {"comment": "/* why */"}, "p /* why */"),
        ("_STYLE_PART", "match", ";\n}\n\np", {"end": "}"}, "p }"),
        ("_STYLE_PART", "match", " {\n  a", {"mark": "{"}, "a {"),
        ("_STYLE_PART", "match", "  :is(a)", {"space": "  "}, ":is(a)"),
    ],
    "site.related.references": [
        ("_OWN_FORM", "fullmatch", "FlashAttention", "FlashAttention", "Mamba"),
        ("_OWN_FORM", "fullmatch", "GPipe", "GPipe", "CLIP"),
        ("_OWN_FORM", "fullmatch", "word2vec", "word2vec", "H2O"),
        ("_PART_IN_CAPITALS", "search", "Megatron-LM", "Megatron-LM", "Chain-of-Thought"),
        ("_INTRODUCED", "search", "We present RedCoast (", "present RedCoast (",
         "We present a survey. Unlike "),
        ("_INTRODUCED", "search", "a set called ", "called ", "We compare with "),
    ],
    "checks.corrections": [
        ("_ARXIV_MIRROR", "fullmatch", "https://ar5iv.org/abs/1811.06965?x", {"id": "1811.06965"},
         "https://example.org/abs/1811.06965"),
        ("_DOI_PAGE", "fullmatch", "https://dl.acm.org/doi/abs/10.1145/3341301#page",
         {"doi": "10.1145/3341301"}, "https://dl.acm.org/journal/10.1145"),
        ("_DOI_PAGE", "fullmatch", "https://doi-org.proxy.example.edu/10.1145/3341301",
         {"doi": "10.1145/3341301"}, "https://doi-org/10.1145/3341301"),
        ("_DATES.0", "fullmatch", "2019/1/5",
         {"year": "2019", "month": "1", "day": "5", "sign": "/"}, "2019/1-5"),
        ("_DATES.1", "fullmatch", "20190105", {"year": "2019", "month": "01", "day": "05"},
         "2019 0105"),
        ("_DATES.2", "fullmatch", "Sat, 5 Jan 2019 10:00:00 GMT",
         {"year": "2019", "name": "Jan", "day": "5"}, "Jan 5, 2019"),
        ("_DATES.2", "fullmatch", "5th of January, 2019",
         {"year": "2019", "name": "January", "day": "5"}, "5 of 2019"),
        ("_DATES.3", "fullmatch", "Jan 5, 2019", {"year": "2019", "name": "Jan", "day": "5"},
         "5 Jan 2019"),
        ("_DATES.4", "fullmatch", "2019 Jan 5", {"year": "2019", "name": "Jan", "day": "5"},
         "2019 5 Jan"),
        ("_DATES.5", "fullmatch", "05/01/2019",
         {"first": "05", "second": "01", "year": "2019", "sign": "/"}, "05/01-2019"),
    ],
    "checks.duplicates": [
        ("_PREPRINT_DOI", "match", "10.2139/ssrn.1234", "10.2139/ssrn.", "10.1145/3341301"),
        ("_PREPRINT_DOI", "match", "10.48550/arxiv.1811.06965", "10.48550/arxiv.",
         "10.48550/other"),
    ],
    "network.services.queries": [
        ("_ARXIV_FIELD", "search", "(ti:moe OR ti:experts)", "ti:", "anti:moe"),
    ],
    "project.editing.mentions": [
        ("PAGE_PATH", "search", "(../papers/gpipe.md)", {"folder": "papers", "id": "gpipe"},
         "papers/gpipe_2"),
        ("PAGE_PATH", "search", "https://a.b/topics/gpus/", {"folder": "topics", "id": "gpus"},
         "my-topics/gpus"),
    ],
    "checks.links": [
        ("LOGIN_PATH", "search", "/users/sign_in", "/sign_in", "/logins"),
        ("_LOGIN_HOST", "match", "accounts.google.com", "accounts.", "google.com"),
        ("_LOGIN_HOST", "match", "www.example.ezproxy.uni.edu", "www.example.ezproxy.",
         "proxies.uni.edu"),
        ("_REDIRECTOR", "match", "google.com/url?q=x", "google.com/url", "google.com/search"),
        ("_TRACKING_PARAMETER", "fullmatch", "utm_source", "utm_source", "utm"),
        ("_TRACKING_PARAMETER", "fullmatch", "_hsenc", "_hsenc", "hsenc"),
    ],
    "checks.wording": [
        ("_PLACEHOLDER", "fullmatch", "No abstract available", "No abstract available",
         "No abstract interpretation"),
        ("_PLACEHOLDER", "fullmatch", "To be announced", "To be announced", "To be or not to be"),
        ("_PLACEHOLDER", "fullmatch", "This paper has been withdrawn by arXiv",
         "This paper has been withdrawn by arXiv", "This paper has been extended"),
        ("_NAME_SUFFIX", "fullmatch", "Ph.D.", "Ph.D.", "Jane"),
        ("_ET_AL", "search", "Jane Doe et al.", "et al", "Jane Alder"),
        ("_ET_AL", "search", "Jane Doe and others", "and others", "brothers"),
        ("_ELLIPSIS", "search", 'We show that..."', '..."', "We show ... that"),
        ("_ELLIPSIS", "search", "We show it. Read more", ". Read more", "Those who read more"),
        ("_UNFINISHED_SENTENCE", "search", "and we also", " also", "see example.org/a"),
    ],
    "ingest.readers.arxiv": [
        ("_HTML_OPENING", "match", "<!DOCTYPE html>", "<!DOCTYPE html", "<feed>"),
        ("_HTML_TITLE", "search", "<title>Bad gateway</title>", ("Bad gateway",), "<p>Text</p>"),
        ("_ERROR_TITLE", "search", "503 Service", "503", "arXiv 15030"),
        ("_ERROR_TITLE", "search", "Too many requests", "Too many", "Many papers"),
        ("_RATE_LIMIT_MESSAGE", "fullmatch", "Rate exceeded.", "Rate exceeded.", "Rate of error"),
        ("_RATE_LIMIT_MESSAGE", "fullmatch", "Retry after 3 seconds", "Retry after 3 seconds",
         "Retry after lunch"),
        ("_ENTITY", "search", "A &amp; B", "&amp;", "A & B; C"),
    ],
    "ingest.readers.arxiv_facts": [
        ("_SUBMISSION", "match", "To be submitted to Nature", "To be submitted", "Nature"),
        ("_JOURNAL_REF_FORMS.0", "fullmatch", "Phys. Rev. D 76, 013009 (2007)",
         {"venue": "Phys. Rev. D", "volume": "76", "pages": "013009", "year2": "2007"},
         "Phys. Rev. D 76"),
        ("_JOURNAL_REF_FORMS.0", "fullmatch", "Proc. Test, PMLR 97:1-10, 2019",
         {"venue": "Proc. Test", "series": "PMLR", "volume": "97", "pages": "1-10",
          "year": "2019"}, "Proc. Test, PMLR 2019"),
        ("_JOURNAL_REF_FORMS.0", "fullmatch", "J. Test 5, no. 2, pp. 1--9, 2019",
         {"venue": "J. Test", "volume": "5", "issue2": "2", "pages": "1--9", "year": "2019"},
         "J. Test no. 2, 2019"),
        ("_JOURNAL_REF_FORMS.1", "fullmatch", "Nucl. Phys. B 643 (2002) 105-130",
         {"venue": "Nucl. Phys. B", "volume": "643", "pages": "105-130", "year": "2002"},
         "Nucl. Phys. B 643 (2002)"),
        ("_JOURNAL_REF_FORMS.2", "fullmatch", "J. Stat. Mech. 12(3), 2004",
         {"venue": "J. Stat. Mech.", "volume": "12", "issue": "3", "year": "2004"},
         "J. Stat. Mech. 2004"),
        ("_JOURNAL_REF_FORMS.3", "fullmatch", "Astronomy and Computing (2021)",
         {"venue": "Astronomy and Computing", "year2": "2021"}, "Astronomy, Computing 2021"),
        ("_LEADING_WORDS", "match", "Published in Nature", "Published in ", "Nature"),
        ("_UNCERTAIN", "search", "To be published in Nature", "To be published", "Nature 2021"),
        ("_ACCEPTED", "fullmatch", "Accepted as a long paper at the ICML 2020 (Oral)",
         {"venue": "ICML", "year": "2020"}, "Accepted at a workshop 2020"),
        ("_NOT_MAIN", "search", "Under review at ICLR", "Under review", "Accepted at ICLR"),
        ("_WITHDRAWN_COMMENT.0", "search", "An error. This paper has been withdrawn",
         {"status": "withdrawn"}, "This paper was withdrawn from a journal"),
        ("_WITHDRAWN_COMMENT.1", "search", "Paper withdrawn", {"status": "withdrawn"},
         "12 pages; paper withdrawn"),
        ("_WITHDRAWN_COMMENT.2", "search", "Withdrawn due to an error", {"status": "Withdrawn"},
         "Withdrawn money"),
        ("_WITHDRAWN_COMMENT.3", "search", "The authors have withdrawn this paper",
         {"status": "withdrawn"}, "The authors have withdrawn this claim"),
        ("_WITHDRAWN_COMMENT.4", "search", "This submission has been removed by arXiv",
         {"removed": "removed"}, "This submission has been read by arXiv"),
        ("_WITHDRAWN_ABSTRACT.0", "search", "The paper is now withdrawn",
         {"status": "withdrawn"}, "We show that the paper is now withdrawn"),
        ("_WITHDRAWN_ABSTRACT.1", "search", "We prove a bound. This paper is retracted",
         {"status": "retracted"}, "We study how this paper is retracted"),
        ("_WITHDRAWN_ABSTRACT.2", "search", "Manuscript has been withdrawn",
         {"status": "withdrawn"}, "Money has been withdrawn"),
        ("_WITHDRAWN_ABSTRACT.3", "search", "Withdrawn by the author", {"status": "Withdrawn"},
         "It was withdrawn by the author"),
        ("_WITHDRAWN_ABSTRACT.4", "search", "We have withdrawn this paper",
         {"status": "withdrawn"}, "They say we have withdrawn this paper"),
        ("_WITHDRAWN_ABSTRACT.5", "search", "This article was withdrawn by arXiv",
         {"removed": "withdrawn"}, "This article was praised by arXiv"),
    ],
    "ingest.readers.arxiv_records": [
        ("_FEED_DESCRIPTION", "match", "arXiv:2601.00001v1 Announce Type: new \nAbstract: We",
         {"id": "2601.00001v1"}, "We announce"),
        ("_OLD_FEED_TITLE", "fullmatch", "Title. (arXiv:2104.00001v1 [cs.CL] UPDATED)",
         {"title": "Title", "id": "arXiv:2104.00001v1", "category": "cs.CL"}, "Title (2104)"),
        ("_SEPARATOR", "search", "Jane Doe and Ann Roe", " and ", "Jane Anders"),
        ("_SEPARATOR", "search", "ATLAS Collaboration: Jane Doe", ":", "Title: Subtitle"),
        ("_ON_BEHALF", "search", "on behalf of the ATLAS Collaboration", "on behalf of the ",
         "on behalf of the authors"),
    ],
    "ingest.readers.bibtex": [
        ("_ENTRY_LINE", "search", "Text\n @article{doe2019, title =", " @article{doe2019, title =",
         "write to jane@example.org, or"),
        ("_DOUBLE_COMMA", "search", "year = 2019,, title =", (",",), "year = 2019, title ="),
        ("_NO_KEY", "search", "@article{title =", ("@article{", "title ="), "@string{name ="),
    ],
    "ingest.readers.bibtex_dates": [
        ("_NOT_YET_PUBLISHED", "search", "In press", "In press", "Press"),
        ("_ISO_DATE", "match", "2019-01-05T10:00Z", ("2019", "01", "05", ""), "2019/01"),
        ("_ISO_DATE", "match", "2019-01-uu?", ("2019", "01", "uu", "?"), "2019-01-5"),
        ("_CIRCA", "search", "c. 1990", "c.", "cat 1990"),
        ("_CIRCA", "search", "about 1990", "about", "abouts 1990"),
        ("_YEAR_NEARBY", "search", "earlier than 1990", "earlier than", "1990"),
        ("_YEAR_NEARBY", "search", "post-", "post-", "posters"),
        ("_YEAR_SPAN", "match", "-92ies", "-92ies", "-01"),
        ("_YEAR_SPAN", "match", " or later", " or later", " or so"),
        ("_YEAR_LAST", "search", "5/1/2019", ("5", "/", "1", "2019"), "5/1-2019"),
        ("_DAY_BEFORE", "search", "5th of ", ("5",), "2019 of "),
        ("_DAY_BEFORE", "search", "5-7 ", ("5",), "May "),
    ],
    "ingest.readers.bibtex_facts": [
        ("_ARXIV_TEXT", "search", "arXiv preprint arXiv:1811.06965, 2018", ("1811.06965",),
         "preprint 1811.06965"),
        ("_PREPRINT_CONTAINER", "match", "arXiv e-prints", "arXiv", "Journal of the ACM"),
        ("_PREPRINT_CONTAINER", "match", "Example Preprints", "Example Preprints",
         "Preprints of Talks"),
        ("_URL_COMMAND", "search", r"\url{https://example.org}", ("https://example.org", None),
         "https://example.org"),
        ("_URL_COMMAND", "search", r"\href{https://example.org}{page}",
         (None, "https://example.org"), r"\href{https://example.org}"),
    ],
    "ingest.readers.bibtex_names": [
        ("_AND", "search", "Doe AND Roe", " AND", "Anders"),
        ("_AND_COMMAND", "search", r"Doe \and Roe", r" \and ", r"\andes"),
        ("_AND_COMMAND", "search", "Doe~and Roe", "~and ", "Doe and Roe"),
        ("_FOOTNOTE_MARKS", "search", "Doe$^1$", "$^1$", "$100 and"),
        ("_FOOTNOTE_MARKS", "search", r"Doe{\dag}", r"{\dag}", r"\dagmar"),
        ("_EXTENDED", "search", "family=Berg", ("family",), "familyname=Berg"),
        ("_FIELD", "search", 'given="Piet A."', ("given", "Piet A.", None, None), "Piet"),
        ("_FIELD", "search", "family={van Berg}", ("family", None, "van Berg", None), "{van}"),
    ],
    "ingest.readers.bibtex_values": [
        ("_PIECE", "match", ' "text"', {"open": '"'}, "#"),
        ("_PIECE", "match", "jan # feb", {"word": "jan"}, "= 5"),
    ],
    "ingest.readers.crossref": [
        ("_SERIES", "search", "Lecture Notes in Computer Science", "Lecture Notes",
         "Notes of a Lecture"),
        ("_SERIES", "search", "Springer Series on Ponds", "Series", "Computer Vision"),
    ],
    "ingest.readers.daily_lines": [
        ("_PAPER", "fullmatch", "https://huggingface.co/login?next=/papers/2401.00001v2#x",
         ("2401.00001",), "https://huggingface.co/papers/today"),
        ("_LINK", "search", "[A [1] Title](/papers/2401.00001)",
         ("A [1] Title", "/papers/2401.00001"), "[A Title](papers)"),
        ("_LINK", "search", '[A](<https://example.org/a_(b)> "T")',
         ("A", "https://example.org/a_(b)"), "[A\n\nB](/papers)"),
    ],
    "ingest.readers.daily_tokens": [
        ("_VOTES", "fullmatch", "1.2k", "1.2k", "1.2"),
        ("_VOTES", "fullmatch", "1,204", "1,204", "12 upvotes"),
        ("_AUTHORS_LINE", "fullmatch", "\u2022 12 authors \u00b7 Published on Sep 17",
         ("12", "\u00b7", "Published on Sep 17", "Sep", "17", None, None, None), "many authors"),
        ("_DOT_LINE", "fullmatch", "\u00b7 Sep 17, 2025 [3]",
         ("Sep 17, 2025 [3]", "Sep", "17", "2025", "3", None), "Sep 17"),
        ("_DAY_LINE", "fullmatch", "Sep 17 3 comments", ("Sep", "17", None, None, "3"), "17 Sep"),
        ("_NAME_LINE", "fullmatch", "ai-lab AI Lab \u00b7 Sep 17",
         ("ai-lab AI Lab", "Sep 17", "Sep", "17", None, None, None), "ai-lab AI Lab"),
        ("_ODD_FOOTER", "fullmatch", "12 authors \u00b7 today", "12 authors \u00b7 today", "Title"),
        ("_ODD_FOOTER", "fullmatch", "Published on a day", "Published on a day", "1.5 Million"),
        ("_FOOTER_START", "match", "submitted by jane", "submitted by", "Submitted: by jane"),
    ],
    "ingest.readers.medline": [
        ("_ABBREVIATION", "search", "Ponds in the U.S.", "U.S.", "Ponds in the US."),
        ("_FIRST_LINE", "search", "1:\nPMID- 5", "PMID- 5", "PMID: 5"),
    ],
    "ingest.readers.ris_lines": [
        ("_TYPE_LINE", "search", "12.\nTY  - JOUR", {"tag": "TY"}, "TYPE - JOUR"),
        ("_TYPE_LINE", "search", "ty  - jour", "ty  - ", "ty-jour"),
        ("_TAG_LINE", "fullmatch", "XX  -y", {"any": "XX", "value": "y"}, "IL-6 is"),
        ("_TAG_LINE", "fullmatch", "AB- y", {"known": "AB", "value": " y"}, "AI - y"),
        ("_TAG_LINE", "fullmatch", "AB -y", {"spaced": "AB", "value": "y"}, "AB-y"),
        ("_TAG_LINE", "fullmatch", "TY-JOUR", {"glued": "TY", "value": "JOUR"}, "TI-y"),
        ("_HEADING", "fullmatch", "Record #2 of 18", "Record #2 of 18", "Records of 18 ponds"),
        ("_HEADING", "fullmatch", "<3>", "<3>", "3 ponds"),
    ],
    "ingest.readers.ris_dates": [
        ("_RIS_DATE", "fullmatch", "2020/03//Spring",
         {"year": "2020", "month": "03", "other": "Spring"}, "2020-03"),
    ],
    "ingest.readers.ris_facts": [
        ("_ARTICLE_LABEL", "match", "Article No. 12", "Article No. ", "Artful 12"),
    ],
    "ingest.readers.datacite": [
        ("_UNKNOWN", "fullmatch", "(:unkn) anonymous", "(:unkn) anonymous", "unknown"),
    ],
    "ingest.readers.openreview": [
        ("_UNPUBLISHED", "search", "Submitted to ICLR 2024", "Submitted to", "ICLR 2024"),
        ("_UNPUBLISHED", "search", "Decision pending for TMLR", "Decision pending", "TMLR"),
        ("_UNPUBLISHED", "search", "CARP/Assigned AE", "Assigned AE", "CARP"),
        ("_UNPUBLISHED", "search", "ICLR.cc/2024/Conference/Desk Rejected Submission",
         "Desk Rejected", "ICLR.cc/2024/Conference"),
        ("_PRESENTATION", "search", "ICLR 2024 poster", " poster", "ICLR 2024"),
        ("_PRESENTATION", "search", "ICML 2025 spotlightposter", " spotlightposter", "ICML 2025"),
        ("_PRESENTATION", "search", "ICLR 2023 notable top 25%", " notable top 25%",
         "ICLR notable"),
        ("_ACCEPTED_BY", "match", "Accepted by TMLR", "Accepted by ", "TMLR"),
    ],
    "ingest.readers.unsupported": [
        ("_COPY_LINE", "search", "Daily Papers", "Daily Papers", "Weekly Papers"),
        ("_COPY_LINE", "search", "\u2022 9 authors", "\u2022 9 authors", "nine authors"),
        ("_COPY_LINE", "search", "Dec 9, 2025", "Dec 9, 2025", "9 Dec"),
    ],
    "ingest.readers.yaml_list": [
        ("_STARTS_LIST", "match", "# Papers\n- title: A", "# Papers\n- title: ", "title: A"),
    ],
    "ingest.readers.markdown_headings": [
        ("_NO_TOPIC", "fullmatch", "Paper List", "Paper List", "Paper Folding"),
        ("_NO_TOPIC", "fullmatch", "June 1 - June 7", "June 1 - June 7", "Junes"),
        ("_NO_TOPIC", "fullmatch", "Papers of 2023", "Papers of 2023", "Frogs"),
    ],
    "text.encodings": [
        ("_DOUBTFUL", "search", "Schr\u0161der", "\u0161", "Schr\u00f6der"),
        ("_DOUBTFUL", "search", "Muell\u00c9r", "l\u00c9", "\u00c9tude"),
    ],
    "ingest.readers.markdown_items": [
        ("_TITLE_END", "search", "A Title - and more", " - ", "A Well-known Title"),
        ("_TITLE_END", "search", "A Title (2016), J. Doe", " (", "A Title (Extended)"),
        ("_TITLE_END", "search", "A Title: https://arxiv.org", " https://", "A Title: http"),
        ("_TITLE_END_OR_BAR", "search", "A Title | CMU", " | ", "A|B"),
        ("_AWARD", "fullmatch", "Best Paper Award", "Best Paper Award", "Best of Papers"),
        ("_SERIAL", "fullmatch", "Proceedings of ICML", "Proceedings of ICML", "Advanced Nets"),
        ("_NO_TITLE", "fullmatch", "this one is great!", "this one is great!", "Read the Docs"),
        ("_NO_TITLE", "fullmatch", "vLLM paper", "vLLM paper", "Scaling Paper Search"),
        ("_NO_TITLE", "fullmatch", "Smith et al.", "Smith et al.", "Smith et al. revisited"),
        ("_NO_TITLE", "fullmatch", "@jane recommends", "@jane recommends", "Jane recommends"),
        ("_REFERENCE", "match", "Doe, J., & Roe", "Doe, J.,", "Nets, Graphs, Trees"),
        ("_REFERENCE", "match", "J. Doe and A. Roe, Title", "J. Doe and", "A. title"),
    ],
    "ingest.readers.markdown_links": [
        ("_PAPER_PATH", "search", "https://example.org/a.pdf?x", ".pdf?", "https://a.org/pdf"),
        ("_PAPER_PATH", "search", "https://www.usenix.org/system/files/a",
         "usenix.org/system/files/", "https://www.usenix.org/blog"),
        ("_PAPER_LABEL", "fullmatch", "arxiv, 14.12", "arxiv, 14.12", "arxiv papers on frogs"),
        ("_CODE_LABEL", "fullmatch", "official code", "official code", "codex"),
        ("_OTHER_LABEL", "fullmatch", "project page", "project page", "pages"),
        ("_IDENTIFIER_LABEL", "fullmatch", "arXiv:2001.00001v2", "arXiv:2001.00001v2", "v2"),
    ],
    "ingest.readers.markdown_remarks": [
        ("_YEAR_ONLY", "fullmatch", "(2016-05)", ("2016", "05", None), "in 2016"),
        ("_VENUE", "fullmatch", "ASPLOS '25", {"name": "ASPLOS", "year": "25"}, "ASPLOS"),
        ("_VENUE", "fullmatch", "ICLR 2014 Oral",
         {"name": "ICLR", "year": "2014", "rest": " Oral"}, "ICLR 14 frogs"),
        ("_BETWEEN_SEGMENTS", "search", "a | b", " | ", "a|b"),
        ("_BETWEEN_SEGMENTS", "search", "Ann · ICML 2019", " · ", "Ann · Bo"),
        ("_GIVEN_NAMES", "fullmatch", "Aaron van den", "Aaron van den", "of the"),
        ("_INSTITUTION", "search", "Sea AI Lab", "AI", "AISTATS"),
    ],
    "ingest.readers.csl_values": [
        ("_RANGE_END", "fullmatch", "/2018-07", ("2018-07",), "/.."),
        ("_RANGE_END", "search", "May 2018 - June 2018", ("June 2018",), "May 2018"),
    ],
    "ingest.readers.table_places": [
        ("_PRINTED_ID", "search", "{'DOI': '10.1/a'}", {"id": "10.1/a"}, "{'MAG': '7'}"),
    ],
    "ingest.readers.table_cells": [
        ("_WITHOUT_SCHEME", "fullmatch", "github.com/a/b", "github.com/a/b", "README.md"),
        ("_WITHOUT_SCHEME", "fullmatch", "www.example.org", "www.example.org", "v1.0/beta"),
    ],
    "ingest.readers.table_names": [
        ("_INITIALS_LAST", "fullmatch", "Dos Santos H.B.", ("Dos Santos", "H.B."), "Jane Doe"),
        ("_INITIALS_LAST", "fullmatch", "Poe EA", ("Poe", "EA"), "Poe, E."),
    ],
    "ingest.readers.markup_text": [
        ("_TEX_MATH", "search", "<jats:tex-math>$x$</jats:tex-math>", {"tex": "$x$"},
         "<jats:p>$x$</jats:p>"),
        ("_ALTERNATIVES", "search", "a <jats:alternatives>b</jats:alternatives> c",
         {"forms": "b"}, "alternatives"),
        ("_JATS_TAG", "search", '<jats:ext-link xlink:href="x">', {"name": "ext-link"},
         "<jats:sub>"),
        ("_ESCAPED_TWICE", "search", "a <i>b</i> c", {"tag": "i"}, "a <i> b"),
        ("_ESCAPED_TWICE", "search", "R&amp;D", "&amp;", "R&D"),
        ("_INLINE_HEADING", "match", "Abstract: We propose ponds",
         {"first": "We", "second": "propose"}, "Abstract interpretation is"),
    ],
    "ingest.readers.mathml_text": [
        ("_FORMULA", "search", "a <mml:math><mml:mi>x</mml:mi></mml:math> b",
         {"tag": "mml:math"}, "a <math> b"),
    ],
    "ingest.readers.name_lists": [
        ("SEMICOLON", "search", "Doe; Roe", ";", "Doe, Roe"),
        ("NAME_SUFFIX", "fullmatch", "ph.d.", "ph.d.", "Md"),
        ("NAME_SUFFIX", "fullmatch", "III", "III", "I"),
        ("_MORE_AUTHORS", "fullmatch", "and 12 other co-authors", "and 12 other co-authors",
         "and Jane"),
        ("_TRAILING_OTHERS", "search", "Jane Doe et al.", " et al.", "Jane Doe"),
        ("_REMARK_BRACE_OR_ESCAPE", "search", "Jane Doe <jane@example.org>",
         {"remark": " <jane@example.org>"}, "Jane Doe <Jane>"),
        ("_REMARK_BRACE_OR_ESCAPE", "search", "Jane (Uni), Ann", {"remark": " (Uni)"},
         "Jane (Janet) Doe"),
        ("_FAMILY_FIRST", "fullmatch", "van Poe E. F.", ("van Poe", "E. F."), "Jane Doe"),
        ("_FAMILY_FIRST", "fullmatch", "Poe E F", ("Poe", "E F"), "Poe Ef"),
    ],
    "mkdocs_plugin.csp": [
        ("_SCRIPT_TYPE", "match", "text/javascript", "text/javascript", "application/json"),
        ("_SCRIPT_TYPE", "match", "module", "module", "modules"),
    ],
    "mkdocs_plugin.fast_build.markdown_inline": [
        ("_SIMPLE_RUN", "fullmatch", 'A <em class="a">b</em> &#38;', 'A <em class="a">b</em> &#38;',
         "[a](b.md)"),
        ("_SIMPLE_RUN", "fullmatch", '<bdi lang="de">a</bdi>', '<bdi lang="de">a</bdi>',
         '<span id="a">b</span>'),
        ("_CODE_OR_TAG", "match", "`papers/` is", {"code": "papers/"}, "``papers/``"),
        ("_CODE_OR_TAG", "match", '<span class="a">b', {"tag": "span", "attributes": ' class="a"'},
         "<script>"),
        ("_ATTRIBUTE_WORD", "match", ".rl-chip rel=prev", {"name": "rl-chip"}, "rel="),
        ("_ATTRIBUTE_WORD", "match", 'lang="de" x', {"key": "lang", "quoted": "de"}, 'lang="a_b"'),
        ("_ATTRIBUTE_WORD", "match", "rel=prev", {"key": "rel", "bare": "prev"}, "="),
    ],
    "mkdocs_plugin.fast_build.markdown_subset": [
        ("_FOLDED_TEXT", "fullmatch",
         "<details open><summary>BibTeX</summary><pre>@misc</pre></details>",
         (" open", "BibTeX", "@misc"), "<details><summary><b>a</b></summary></details>"),
    ],
    "site.marked_region": [
        ("_MARKER", "fullmatch", "<!-- reading-list:end -->\n", ("end",),
         "See `<!-- reading-list:end -->`"),
        ("_FENCE", "match", "```text", {"fence": "```"}, "```text``` in a line"),
        ("_FENCE", "match", "~~~~", {"fence": "~~~~"}, "~~text~~"),
    ],
    "site.related.names": [
        ("_CAMEL_CASE", "fullmatch", "FlashAttention", "FlashAttention", "LLMs"),
        ("_CAMEL_CASE", "fullmatch", "arXiv", "arXiv", "GPipe"),
    ],
    "site.search.thesaurus": [
        ("_SUFFIX", "search", "quantization", "ization", "compress"),
    ],
    "site.search.folding": [
        ("_WORD", "match", "state-of-the-art", "state-of-the-art", "-"),
        ("_WORD", "match", "C++", "C++", "++"),
    ],
    "site.social_cards.gallery": [
        ("_CACHE_FILE", "fullmatch", f"{'0a' * 20}-{'0a' * 8}.png", f"{'0a' * 20}-{'0a' * 8}.png",
         "logo.png"),
    ],
    "store.misreadings": [
        ("_LATEX_COMMANDS", "fullmatch", "textbf", "textbf", "tan"),
    ],
    "suggest.tags.word_facts": [
        ("_WORD", "match", "Qwen2.5-Math, 7B", "Qwen2.5-Math", " "),
        ("_WORD", "match", "AIME'24", "AIME", "_"),
        ("_AMOUNT", "fullmatch", "16x16", "16x16", "x16y"),
    ],
    "text.acronyms": [
        ("_SHORT_FORM", "search", "neural networks (GNNs)", {"short": "GNN"}, "networks [GNN]"),
        ("_LONG_FORM", "search", "3-hop graph neural networks ", "graph neural networks ",
         "graph networks: "),
    ],
    "text.bibtex": [
        ("_CHARACTER_COMMANDS.0.0", "search", r"a \textless{} b", r"\textless{}", "a < b"),
        ("_CHARACTER_COMMANDS.0.0", "search", r"a \textless b", r"\textless ", "$a < b$"),
        ("_CHARACTER_COMMANDS.1.0", "search", r"{<}", r"{<}", "<"),
        ("_CHARACTER_COMMANDS.2.0", "search", r"{$>$}", r"{$>$}", "> $5"),
        ("_CHARACTER_COMMANDS.3.0", "search", r"\ensuremath{>}", r"\ensuremath{>}", ">"),
        ("_CHARACTER_COMMANDS.4.0", "search", r"a{\textunderscore}b", r"{\textunderscore}", "a_b"),
        ("_CHARACTER_COMMANDS.5.0", "search", r"\textasciicircum{}", r"\textasciicircum{}", "^"),
        ("_CHARACTER_COMMANDS.6.0", "search", r"\textbackslash x", r"\textbackslash ", "\\"),
        ("_CHARACTER_COMMANDS.7.0", "search", r"1\textendash{}9", r"\textendash{}", "1-9"),
        ("_CHARACTER_COMMANDS.8.0", "search", r"a/$\sim$doe", r"$\sim$", "a~b"),
        ("_CHARACTER_COMMANDS.8.0", "search", r"{\raise.17ex\hbox{$\scriptstyle\sim$}}",
         r"{\raise.17ex\hbox{$\scriptstyle\sim$}}", r"\hbox{x}"),
        ("_CHARACTER_COMMANDS.9.0", "search", "a{-}b", ("-",), "a-b"),
    ],
    "text.chat": [
        ("_REFERENCE_START", "search", "see @team", "", "see @ 12:30"),
    ],
    "text.check_lists": [
        ("_BOX", "fullmatch", "- [x] GPipe", {"mark": "x", "text": "GPipe"}, "- [x]GPipe"),
        ("_BOX", "fullmatch", "12. [-]", {"mark": "-"}, "12. [--]"),
        ("_HEADING", "fullmatch", "## Rejected ##", {"level": "##", "text": "Rejected"},
         "#Rejected"),
    ],
    "text.conflict_markers": [
        ("_MARKER", "fullmatch", "<<<<<<< HEAD", {"sign": "<<<<<<<", "label": "HEAD"},
         "<<<<<< HEAD"),
    ],
    "text.edtf": [
        ("_EDTF", "fullmatch", "2019-01?", {"year": "2019", "month": "01", "qualifier": "?"},
         "2019-1"),
    ],
    "text.formulas": [
        ("_REFUSED", "search", r"\def\a{b}", r"\def", r"\definite \leq"),
        ("_REFUSED", "search", "a % b", "%", r"5\%"),
        ("_DELIMITER", "search", r"\left(", ("left", None, None), r"\alpha"[1:]),
        ("_DELIMITER", "search", r"\sqrt[3]{x}", (None, "[", None), "x^2"),
    ],
    "text.github": [
        ("_REFERENCE_START", "search", "see #12", "", "see 12"),
        ("_NEEDLESS_ENTITY", "search", "a &#38; b", "&#38;", "a &#38;b"),
    ],
    "text.hosts": [
        ("_HTTP_URL", "match", "https://jane@example.org:80/a",
         {"user": "jane@", "host": "example.org"}, "ftp://example.org"),
        ("_DELIMITER_LIKE_LETTERS", "search", "example.org\u30cepath", "\u30ce", "\u30ce.example"),
    ],
    "text.identifiers": [
        ("_PREFIXED_ARXIV_ID", "fullmatch", "https://arxiv.org/pdf/1811.06965v2.pdf",
         {"id": "1811.06965"}, "https://example.org/1811.06965"),
        ("_PREFIXED_DOI", "fullmatch", "doi: https://doi.org/10.1145/3341301",
         {"id": "10.1145/3341301"}, "https://example.org/10.1145/3341301"),
        ("_SECOND_DOI", "search", "10.1000/a, doi:10.1145/b", ", doi:10.1145/", "10.1000/a,b.10/c"),
        ("_DOI_RESOLVER", "match", "https://doi-org.proxy.example.edu/10",
         "https://doi-org.proxy.example.edu/", "https://example.org/10"),
        ("_PUBLISHER_PAGE", "match", "https://dl.acm.org/doi/pdf/10.1145/3341301",
         "https://dl.acm.org/doi/pdf/", "https://dl.acm.org/10.1145/3341301"),
        ("_PAGE_FORMAT", "search", "10.1145/3341301/full/html", "/full/html", "10.1145/fuller"),
        ("_DOI_WITH_SPACE", "search", "10.1145/ 3341301", ("10.1145", "3341301"),
         "10.1145/3341301"),
        ("_PROXY_LABEL", "fullmatch", "ezproxy", "ezproxy", "library"),
    ],
    "text.sentences": [
        ("MARKUP", "search", "a *b* c", "*b*", "3*4 and 5 * 6"),
        ("MARKUP", "search", "a _b_ c", "_b_", "self_attention_map"),
        ("MARKUP", "search", "$x$ is", "$x$", "costs $5, not $6"),
        ("MARKUP", "search", "see [a](b)", "](", "see [a] (b)"),
        ("MARKUP", "search", "- a", "- ", "a - b"),
        ("SENTENCE_END", "search", "It works. We", ". ", "It works in v2.5 and J. Doe"),
    ],
    "text.latex": [
        ("_ACCENT", "search", r'G\"{o}del', {"mark": '"', "braced": "o"}, 'a "b"'),
        ("_ACCENT", "search", r"Gar\c con", {"name": "c", "single": "c"}, r"\cite"),
        ("_TAG", "search", "an <jats:italic>in vivo", {"tag": "italic"}, "a < b"),
        ("_TAG", "search", r"{\textless}/sub{\textgreater}", {"end": "/", "tag": "sub"},
         r"{\textless}x"),
        ("_SCRIPT_TAG", "search", "H<sub>2</sub>O", ("sub", "2"), "H<b>2</b>O"),
        ("_ENTITY", "search", r"A {\&}amp; B", ("amp",), "A & B; C"),
        ("_MATH", "search", "$$n^2$$", ("n^2", None), "costs $5"),
        ("_MATH", "search", r"$n\$$", (None, r"n\$"), r"$5\$"),
        ("_DELIMITED_MATH", "search", r"\(n\)", ("n", None), "(n)"),
        ("_PRICE", "search", "5 a day and ", "5 a day and ", "5 n_i"),
    ],
    "text.latex_math": [
        ("_BESIDE_LEFT", "search", "2\ue000log\ue001", "", "+\ue000log\ue001"),
        ("_BESIDE_RIGHT", "search", "\ue000log\ue001\u00b2n", ("\u00b2",), "\ue000log\ue001(n)"),
    ],
    "text.notes": [
        ("_SPECIAL", "search", "a -- b", "-", "a - b"),
        ("_SPECIAL", "search", "a\n\nb", "\n", "a\nb"),
    ],
    "store.answers": [
        ("_FILE_NAME", "fullmatch", "arxiv-1811.06965 2026-01-05.xml",
         {"stem": "arxiv-1811.06965", "day": "2026-01-05", "kind": "xml"}, "arxiv-1811.06965.xml"),
    ],
    "text.paper_ids": [
        ("_MENTION", "search", "see https://arxiv.org/abs/1811.06965",
         "https://arxiv.org/abs/1811.06965", "see arxiv.org"),
        ("_MENTION", "search", "see arXiv: 1811.06965", "arXiv: 1811.06965", "1811.06965"),
        ("_MENTION", "search", "PMID: 31209238", "PMID: 31209238", "31209238"),
        ("_MENTION", "search", "(doi:10.1145/3341301)", "doi:10.1145/3341301)", "v10.1145/33"),
    ],
    "text.person_names": [
        ("_ORGANIZATION_WORD", "search", "DeepSeek Team", "Team", "Jane Teamer"),
        ("_COMPANY_SUFFIX", "fullmatch", "S.A.", "S.A.", "Ann"),
        ("_OTHERS", "fullmatch", "and others", "and others", "brothers"),
    ],
    "text.phrases": [
        ("_FIRST_WORDS", "match", "mixture of experts", {"first": "mixture", "second": "of"}, "*"),
    ],
    "text.publications": [
        ("_ARXIV_MONTH", "fullmatch", "math.GT/0309136", {"year": "03", "month": "09"}, "x.0309"),
        ("_VENUE_YEAR", "fullmatch", "NeurIPS 2019", {"name": "NeurIPS", "year": "2019"}, "2019"),
        ("_MEETING_YEAR", "fullmatch", "ICML 2020: Workshop on Graphs",
         {"name": "ICML", "year": "2020", "rest": ": Workshop on Graphs"}, "Nature 2020: Graphs"),
        ("_PROCEEDINGS_JOURNAL", "search", "Proceedings of the IEEE",
         ("Proceedings of the IEEE", "Proceedings", "IEEE"), "Proceedings of the IEEE Symposium"),
        ("_PROCEEDINGS_JOURNAL", "search", "PACMPL", ("PACMPL", None, None), "POPL"),
        ("_JOURNAL_OF", "match", "ACM Transactions on Graphics", ("ACM ", "Transactions"),
         "ACM Symposium"),
        ("_MEETING", "search", "USENIX Security", ("USENIX Security",), "Security and Privacy"),
        ("_MEETING", "search", "Rolling Review", ("Rolling Review",), "SIGMOD Record"),
        ("_JOURNAL", "search", "IEEE Access", ("IEEE Access", None), "IEEE Micro"),
        ("_JOURNAL", "search", "Nature Physics", (None, "Nature"), "The Nature of Code"),
    ],
    "text.sanitize": [
        ("_SPECIAL", "search", "a *b*", "*", "a b"),
        ("_SPECIAL", "search", "so :+1:", ":", "Scaling: why"),
    ],
}  # fmt: skip
CASES = [(module, *example) for module, examples in EXAMPLES.items() for example in examples]


def pattern_text(node: ast.expr) -> str:
    """The text of a pattern in the source, with nothing in place of what an f-string inserts."""
    return "".join(
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def is_character_class(pattern: str) -> bool:
    """Whether a pattern is one class of characters, which has no parts."""
    return pattern.startswith("[") and pattern.find("]") == len(pattern) - 1


def calls_of_re(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in FUNCTIONS
            and ast.unparse(node.func.value) == "re"
        ):
            yield node


def verbose_names(tree: ast.Module) -> Iterator[str]:
    """The constants of a module that hold a verbose pattern."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and "re.VERBOSE" in ast.unparse(node):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target)


def found(match: re.Match[str]) -> Found:
    named = {name: text for name, text in match.groupdict().items() if text}
    return named or (match.groups() if any(match.groups()) else match.group())


def pattern_of(module: str, name: str) -> re.Pattern[str]:
    first, *places = name.split(".")
    value = getattr(import_module(f"generator.{module}"), first)
    for place in places:
        value = value[int(place)]
    assert isinstance(value, re.Pattern)
    return value


@pytest.mark.parametrize(
    ("module", "name", "method", "text", "expected", "other"),
    CASES,
    ids=[f"{module}.{name}" for module, name, *_ in CASES],
)
def test_a_pattern_finds_its_example_and_nothing_in_another_text(  # noqa: PLR0913, PLR0917
    module: str, name: str, method: str, text: str, expected: Found, other: str
) -> None:
    find = getattr(pattern_of(module, name), method)
    assert found(find(text)) == expected
    assert find(other) is None


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_a_long_pattern_is_verbose_and_has_an_example(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for call in calls_of_re(tree):
        pattern = pattern_text(call.args[0])
        if len(pattern) > MAX_PLAIN_CHARACTERS and not is_character_class(pattern):
            assert "re.VERBOSE" in ast.unparse(call), f"{path}:{call.lineno}"
    module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    with_example = {name.partition(".")[0] for name, *_ in EXAMPLES.get(module, ())}
    named = {name for name in verbose_names(tree) if f"{module}.{name}" not in TESTED_ELSEWHERE}
    assert named <= with_example, f"{path}: add an example for {sorted(named - with_example)}"
