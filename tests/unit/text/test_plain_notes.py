"""Notes and titles for places that show plain text: e-mails and chats."""

import pytest
from hypothesis import given
from invented import texts

from generator.text.chat import escape_for_chat
from generator.text.note_text import note_text


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("**Read** *this* `x<y`.", "Read this x<y."),
        ("See [the proof](https://p.org/?a=1&b=2).", "See the proof (https://p.org/?a=1&b=2)."),
        ("<https://p.org/>", "https://p.org/"),
        ("<a@list.org>", "a@list.org"),
        ("[x](javascript:y)", "x"),
        ("One\n\nTwo\n\n- a\n- b", "One Two \u2022 a \u2022 b"),
        ("<b>x</b>", "<b>x</b>"),
        ("", ""),
    ],
)
def test_a_note_is_read_without_its_markup(note: str, text: str) -> None:
    assert note_text(note) == text


@given(texts)
def test_any_note_is_one_line(note: str) -> None:
    assert len(note_text(note).splitlines()) <= 1


def test_a_chat_reads_no_mentions_links_and_emoji_in_a_text() -> None:
    assert escape_for_chat("<!here> & <@U1>") == "&lt;!here&gt; &amp; &lt;@\u2060U1&gt;"
    assert escape_for_chat("@all :tada: #9 a: b 1:2") == "@\u2060all :\u2060tada: #\u20609 a: b 1:2"
    assert escape_for_chat("https://a.b/?x=1&y=2") == "https://a.b/?x=1&amp;y=2"
