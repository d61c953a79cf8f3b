"""A JSON list of papers: objects with a title and further fields.

[{"title": …, "arxiv": …, "authors": […], "published": "YYYY-MM-DD", "venue": …, …}]
"""

import json

from generator.ingest.readers.base import Parsed, Request, finding
from generator.ingest.readers.json_places import ValuePlaces
from generator.ingest.readers.object_list import excerpt, read_objects
from generator.ingest.readers.service_errors import service_error
from generator.model import Finding, Origin

_EMPTY_LIST_MESSAGE = (
    "the list is empty: save it again on a day that has papers, or leave the file out"
)


class JsonList:
    """Reader of JSON lists of papers."""

    name = "json"
    trust = 2  # looked up paper by paper, where a capture prints what a page happened to show

    def recognises(self, text: str) -> bool:
        """Whether the text opens like a JSON list or object."""
        return text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")

    def read(self, request: Request) -> Parsed:
        """Read the list; report objects that are not papers, with their lines."""
        try:
            data = json.loads(request.text.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            place = getattr(error, "lineno", 1), getattr(error, "colno", None)
            problem = getattr(error, "msg", "nested too deeply or a number out of range")
            message = f"this is not valid JSON: {problem}"
            origin = Origin(source=request.source, line=place[0], column=place[1])
            found = Finding(code="no-json", severity="error", message=message, origin=origin)
            return Parsed(findings=(found,))
        if data == [] or (isinstance(data, dict) and data.get("data") == []):
            return Parsed(
                findings=(finding("no-entries", "error", _EMPTY_LIST_MESSAGE, request, 1),)
            )
        if not isinstance(data, list):
            if problem := service_error(data):
                message = f"this is the error message of a service: {problem}"
                return Parsed(findings=(finding("service-error", "error", message, request, 1),))
            what = (f"an object with {', '.join(map(repr, [*data][:5]))}"
                    if isinstance(data, dict) and data else excerpt(data))  # fmt: skip
            message = f'expected a JSON list of papers, [{{"title": …}}, …], found {what[:100]}'
            return Parsed(findings=(finding("no-list", "error", message, request, 1),))
        return read_objects(data, request, self.name, ValuePlaces(request.text))
