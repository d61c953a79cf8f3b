"""Error answers of services: JSON objects with a message instead of papers."""

from collections.abc import Iterator, Mapping

from generator.text.characters import one_line

_MESSAGE_KEYS = ("error", "errors", "message", "title", "detail", "reason")
# What error answers may have beside their message.
_OTHER_KEYS = frozenset(
    "code details documentation error_code error_description message-type message-version name "  # noqa: SIM905
    "path request_id retry_after status statusCode success timestamp type".split()
)
_MAX_MESSAGE_LENGTH = 200  # characters


def service_error(data: object) -> str:
    """The message of an error answer; empty if the data has anything else than a message.

    {"error": "Paper not found"}, {"status": 404, "message": …}, {"errors": [{"title": …}]}
    """
    if not isinstance(data, Mapping) or not data.keys() <= {*_MESSAGE_KEYS, *_OTHER_KEYS}:
        return ""
    if not data.keys() & {"error", "errors", "message"}:
        return ""
    stated = {**data, "error": [data.get("error")]}  # a text or an object
    if data.get("status") in {"error", "failed"} and isinstance(data.get("message"), Mapping):
        stated["message"] = [data["message"]]
    found = dict.fromkeys(text for key in _MESSAGE_KEYS for text in _messages(stated.get(key)))
    names = found or _messages(data.get("name"))  # {"errors": [{"type": …}], "name": …}
    return ": ".join(names)[:_MAX_MESSAGE_LENGTH]


def _messages(value: object, *, is_nested: bool = False) -> Iterator[str]:
    """The messages in a text, or in a list of texts or objects."""
    if isinstance(value, str) and one_line(value):
        yield one_line(value)
    elif isinstance(value, list) and not is_nested:
        for item in value:
            yield from _messages(item, is_nested=True)
    elif isinstance(value, Mapping) and is_nested:
        for key in _MESSAGE_KEYS:
            yield from _messages(value.get(key), is_nested=True)
