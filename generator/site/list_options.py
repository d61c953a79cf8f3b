"""The option `lists` of the plugin: the lists of a site with several."""

from collections.abc import Mapping

from generator.model import Collection
from generator.model.errors import UsageError
from generator.text.did_you_mean import did_you_mean
from generator.text.slugs import ID_RULE, is_id, slug

OPTION = "lists"
MAX_COLLECTIONS = 50  # each has pages and files of its own
_KEYS = ("name", "description")


def read_collections(value: object) -> tuple[Collection, ...]:
    """The lists that the option names, in its order; none if it is empty.

    Raises:
        UsageError: it is not what it should be.
    """
    if value is None or value == {}:
        return ()
    if not isinstance(value, Mapping):
        raise UsageError(
            f"{OPTION}: write a line `id:` for each list, with its `name:` below. Each list has a "
            "folder of this id in that of the papers"
        )
    if len(value) > MAX_COLLECTIONS:
        raise UsageError(
            f"{OPTION}: more than {MAX_COLLECTIONS} lists. Use topics for the finer ones"
        )
    return tuple([_read_collection(str(id_), each) for id_, each in value.items()])


def _read_collection(id_: str, value: object) -> Collection:
    if not is_id(id_):
        raise UsageError(
            f"{OPTION}: {id_!r} is not an id: {ID_RULE}. Write one such as {slug(id_)!r}"
        )
    values = value if isinstance(value, Mapping) else {"name": value}
    for key, text in values.items():
        if key not in _KEYS:
            raise UsageError(
                f"{OPTION}: {id_}: unknown key {str(key)!r}. A list has `name` and `description`"
                + did_you_mean(str(key), _KEYS)
            )
        if text is not None and not isinstance(text, (str, int, float)):
            raise UsageError(f"{OPTION}: {id_}: {key} must be a text")
    name, description = (" ".join(str(values.get(key) or "").split()) for key in _KEYS)
    if not name:
        raise UsageError(f"{OPTION}: {id_}: the list needs a `name`")
    return Collection(id=id_, name=name, description=description)


def find_collection(collections: tuple[Collection, ...], id_: str) -> Collection:
    """The list of an id.

    Raises:
        UsageError: The site has no such list.
    """
    for each in collections:
        if each.id == id_:
            return each
    ids = [each.id for each in collections]
    if not ids:
        raise UsageError(f"no list {id_!r}: mkdocs.yml names no `{OPTION}`")
    raise UsageError(
        f"no list {id_!r} in mkdocs.yml, which has {', '.join(ids)}{did_you_mean(id_, ids)}"
    )
