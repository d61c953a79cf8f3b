"""How a site looks and what it says: templates and words, the package's and a list's own."""

import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from generator.model.errors import UsageError
from generator.site.i18n import ENGLISH, MessageFile, Words, load_words
from generator.store.files import NotRegularFileError, read_regular_file


def _resource_root() -> Path:
    """The folder that has `templates/` and `.github/`: the checkout, or the package in a wheel.

    `pyproject.toml` packs what lies at the top level of a checkout into the wheel.
    """
    package = Path(str(files("generator")))
    return package.parent if (package.parent / "pyproject.toml").is_file() else package


RESOURCE_ROOT = _resource_root()
PACKAGE_TEMPLATES = RESOURCE_ROOT / "templates"


def read_templates(own: Path) -> Mapping[str, str]:
    """The pages' templates by name: the package's, and those of the own folder in their place.

    With them come the files in `assets/` and the search's thesaurus.
    """
    found: dict[str, str] = {}
    for folder in (PACKAGE_TEMPLATES, own):
        assets = (path for path in (folder / "assets").rglob("*") if not _is_folder(path))
        for path in (*sorted(folder.glob("*.j2")), *folder.glob("words/*.txt"), *sorted(assets)):
            found[path.relative_to(folder).as_posix()] = read_text(path)
    return found


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def read_words(own: Path, asked: str, theme: str) -> Words:
    """The words of the interface: the package's, and those of the own folder over them.

    `asked` is the language of the list's option. Where it is empty, it is the theme's, or English
    if there are no words in that. A region's words stand over those of its language.

    Raises:
        UsageError: there are no words in the language asked for, or a file of them is wrong.
    """
    folders = [*dict.fromkeys((PACKAGE_TEMPLATES / "words", own / "words"))]
    known = {path.stem for folder in folders for path in folder.glob("*.toml")}
    language, basis = asked or theme, (asked or theme).partition("-")[0]
    if not {language, basis} & known:
        if asked:
            raise UsageError(f"language: there are no words in {asked!r}; known are "
                             f"{', '.join(sorted(known))}; others are read from "
                             f"{folders[-1] / asked}.toml")  # fmt: skip
        language = basis = ENGLISH
    tags = dict.fromkeys((ENGLISH, basis, language))
    places = [(tag, folder / f"{tag}.toml") for tag in tags for folder in folders]
    return load_words(
        language,
        [MessageFile(str(p), tag, read_text(p)) for tag, p in places if os.path.lexists(p)],
    )


def read_text(path: Path) -> str:
    """A text file, with line feeds at the ends of its lines.

    Raises:
        UsageError: it is not UTF-8, or a link, folder or pipe stands in its place.
    """
    try:
        data = read_regular_file(path)
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except NotRegularFileError as error:
        raise UsageError(f"{path} is {error.strerror}: put the file itself there") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text: save it as UTF-8") from error
