"""Redirects from the URLs that papers, topics, tags and people had before."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.model import Page
from generator.site.i18n import Words
from generator.site.page_urls import html_file
from generator.site.views.all_pages import Views
from generator.site.views.groups import former_pages
from generator.site.views.parts import lang_attribute, legacy_tag_slugs, valid_aliases
from generator.site.views.types import Site
from generator.text.sanitize import escape, to_text
from generator.text.slugs import is_id


def redirect_pages(views: Views, site: Site) -> Iterator[Page]:
    """A redirect from each URL that a paper, a topic, a tag or a person had before."""
    yield from _paper_redirects(views, site)
    yield from _topic_redirects(views, site)
    yield from _tag_redirects(views, site)
    yield from _group_redirects(views, site)


def _paper_redirects(views: Views, site: Site) -> Iterator[Page]:
    taken, words = set(views.catalog.by_id), views.words
    for paper in views.catalog.papers:
        for alias in valid_aliases(paper):
            if alias not in taken:
                taken.add(alias)
                path, target = _redirect_target(f"papers/{alias}", paper.id, site)
                title, language = escape(to_text(paper.title)), lang_attribute(paper)
                attributes = Markup(' lang="{}" dir="auto"').format(language) if language else ""
                link = Markup('<a href="{}"{}>{}</a>').format(target, attributes, title)
                moved = words.html("moved", paper=link)
                yield Page(path=path, text=_redirect_html(title, target, moved, words))


def _topic_redirects(views: Views, site: Site) -> Iterator[Page]:
    taken, words = set(views.catalog.topic_by_id), views.words
    for topic in views.catalog.topics:
        for alias in filter(is_id, topic.aliases):
            if alias not in taken:
                taken.add(alias)
                path, target = _redirect_target(f"topics/{alias}", topic.id, site)
                name = escape(to_text(topic.name))
                link = Markup('<a href="{}">{}</a>').format(target, name)
                moved = words.html("moved_topic", topic=link)
                yield Page(path=path, text=_redirect_html(name, target, moved, words))


def _tag_redirects(views: Views, site: Site) -> Iterator[Page]:
    words = views.words
    for old, tag in legacy_tag_slugs(views.tag_paths).items():
        slug = views.tag_paths[tag].removeprefix("tags/").removesuffix(".md")
        path, target = _redirect_target(f"tags/{old}", slug, site)
        name = escape(to_text(tag))
        moved = words.html("moved_tag", tag=Markup('<a href="{}">{}</a>').format(target, name))
        yield Page(path=path, text=_redirect_html(name, target, moved, words))


def _group_redirects(views: Views, site: Site) -> Iterator[Page]:
    words = views.words
    for old, group in former_pages(views.groups.with_pages).items():
        path, target = _redirect_target(old.removesuffix(".md"), group.slug, site)
        name = escape(group.name)
        moved = words.html("moved_group", name=Markup('<a href="{}">{}</a>').format(target, name))
        yield Page(path=path, text=_redirect_html(name, target, moved, words))


def _redirect_target(old: str, slug: str, site: Site) -> tuple[str, str]:
    """The path of a redirect, and the relative URL of its target in the same folder."""
    path = html_file(f"{old}.md", directory_urls=site.directory_urls)
    return path, f"../{slug}/" if site.directory_urls else f"{slug}.html"


def _redirect_html(title: str, target: str, moved: Markup, words: Words) -> str:
    return _REDIRECT_TEMPLATE.format(
        target=target, title=title, language=words.language, direction=words.direction, moved=moved
    )


_REDIRECT_TEMPLATE = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><p>{moved}</p></body>
</html>
"""
