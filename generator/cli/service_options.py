"""What the commands that ask services share: their options, the services, and the contact."""

from collections.abc import Callable

import click

from generator.network import services
from generator.network.request import RequestPolicy
from generator.project import Project
from generator.store.answers import SavedAnswers
from generator.text.hosts import is_private, parse_url

SERVICES = services.SERVICES
POLICY = RequestPolicy(total_seconds=300.0)
_EXAMPLE_DOMAINS = (".example.org", ".example.com", ".example.net")


OFFLINE_OPTION = click.option(
    "--offline", is_flag=True, help="Ask nobody; use saved answers only."
)  # fmt: skip
CONTACT_OPTION = click.option(
    "--contact", metavar="ADDRESS", default="",
    help="An e-mail or web address that services may write to; by default `site_url`.",
)  # fmt: skip
_ALSO_OPTION = click.option(
    "--also", multiple=True, type=click.Choice(services.SECOND_OPINIONS),
    help="Ask this service too, for a second opinion; may be repeated.",
)  # fmt: skip


def service_options(command: Callable[..., None]) -> Callable[..., None]:
    """Decorate a command with the options of requests to services."""
    return _ALSO_OPTION(CONTACT_OPTION(OFFLINE_OPTION(command)))


def open_client(
    here: Project, contact: str, *, policy: RequestPolicy, offline: bool, use_saved: bool
) -> services.Client:
    """A client whose answers are kept for this list."""
    return services.Client(
        policy, SavedAnswers(here.root), contact or _default_contact(here.site.url),
        use_network=not offline, use_saved=use_saved,
    )  # fmt: skip


def _default_contact(site_url: str) -> str:
    """The address of the site, unless it is that of an example or in a private network."""
    url = parse_url(site_url)
    is_example = url is not None and f".{url.host}".endswith(_EXAMPLE_DOMAINS)
    is_public = url is not None and url.scheme == "https" and not is_private(url.host)
    return url.href if url and is_public and not is_example else ""
