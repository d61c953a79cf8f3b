"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterable, Mapping

from generator.site.formats.feeds import PDF, PDF_TYPE, FeedHead, FeedItem, timestamp
from generator.text.characters import replace_invisible

JSON_FEED_TYPE = "application/feed+json"
_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(head: FeedHead, items: Iterable[str]) -> str:
    """A feed.

    Args:
        head: what it says of itself.
        items: texts that `json_item` made, newest first.
    """
    about = {
        "version": _VERSION,
        "title": replace_invisible(head.title),
        "home_page_url": head.page,
        "feed_url": head.url,
        **({"favicon": head.icon} if head.icon else {}),
        "language": head.language,
    }
    start = json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}")
    listed = ",\n".join(items)
    return f'{start},\n "items": [\n{listed}\n ]\n}}\n'


def json_item(item: FeedItem) -> str:
    """The object of a paper; what is not known is left out."""
    properties: Mapping[str, object] = {
        "id": item.id,
        "url": item.url,
        "external_url": item.external_url,
        "title": replace_invisible(item.title),
        "summary": replace_invisible(item.summary),
        "content_html": replace_invisible(item.content),
        "date_published": timestamp(item.published),
        "date_modified": timestamp(item.updated),
        "authors": [{"name": replace_invisible(name)} for name in item.authors],
        "attachments": [
            {"url": url, "mime_type": PDF_TYPE, "title": name}
            for name, url in item.links.items()
            if name == PDF
        ],
        "tags": list(item.topics.values()),
        "language": item.language,
    }
    return json.dumps({name: value for name, value in properties.items() if value},
                      ensure_ascii=False)  # fmt: skip
