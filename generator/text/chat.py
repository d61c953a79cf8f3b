"""Text for messages in chats: shown exactly in Slack and what follows it, without mentions.

Slack reads `&`, `<` and `>` as the beginning of links and mentions, and asks for entities instead
(https://docs.slack.dev/messaging/formatting-message-text/). It has no escapes for `*`, `_`, `~` and
backticks: whoever sends the message switches formatting off with `"mrkdwn": false`. Some chats
also read `@name` and `:name:` in plain text, so a WORD JOINER (U+2060, no width) breaks these.
"""

import re

from generator.text.characters import visible_line

_JOINER = "\u2060"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_REFERENCE_START = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=[\w+-]+:)")


def escape_for_chat(text: str) -> str:
    """The text on one line, without mentions and emoji."""
    return _REFERENCE_START.sub(_JOINER, visible_line(text)).translate(_ENTITIES)


def url_for_chat(url: str) -> str:
    """A URL that chats find by themselves."""
    return visible_line(url).translate(_ENTITIES)
