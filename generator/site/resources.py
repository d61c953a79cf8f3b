"""Templates, assets and interface texts: those of the package, overridden by a list's own."""

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
_WOFF2_SIGNATURE = b"wOF2"  # https://www.w3.org/TR/WOFF2/#table_format


def read_templates(own: Path) -> Mapping[str, str]:
    """The templates, the files in `assets/` and the thesaurus by path, as text.

    Args:
        own: the list's templates folder, which need not exist; its files replace the package's.

    Raises:
        UsageError: a file is not a regular file with UTF-8 text.
    """
    texts: dict[str, str] = {}
    for folder in (PACKAGE_TEMPLATES, own):
        assets = (path for path in (folder / "assets").rglob("*") if not _is_folder(path))
        for path in (*sorted(folder.glob("*.j2")), *folder.glob("words/*.txt"), *sorted(assets)):
            texts[path.relative_to(folder).as_posix()] = read_text(path)
    return texts


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def read_words(own: Path, requested: str, theme: str) -> Words:
    """The texts of the interface: the package's, overridden by the list's own.

    Texts of a region (`pt-BR`) override those of its language (`pt`).

    Args:
        own: the list's templates folder, which need not exist.
        requested: the language in the plugin's options; empty takes the theme's.
        theme: the language of the theme; without texts in it, the site is English.

    Raises:
        UsageError: there are no texts in the requested language, or a file of texts is wrong.
    """
    folders = [*dict.fromkeys((PACKAGE_TEMPLATES / "words", own / "words"))]
    known = {path.stem for folder in folders for path in folder.glob("*.toml")}
    language, base = requested or theme, (requested or theme).partition("-")[0]
    if not {language, base} & known:
        if requested:
            raise UsageError(f"language: there are no texts in {requested!r}. Use one of "
                             f"{', '.join(sorted(known))}, or write the texts into "
                             f"{folders[-1] / requested}.toml")  # fmt: skip
        language = base = ENGLISH
    tags = dict.fromkeys((ENGLISH, base, language))
    paths = [(tag, folder / f"{tag}.toml") for tag in tags for folder in folders]
    return load_words(
        language,
        tuple(MessageFile(str(p), tag, read_text(p)) for tag, p in paths if os.path.lexists(p)),
    )


def read_text(path: Path) -> str:
    """The text of a file, with LF line ends.

    Raises:
        UsageError: the file is not UTF-8, or is a link, folder or pipe.
    """
    try:
        data = read_regular_file(path)
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except NotRegularFileError as error:
        raise UsageError(f"{path} is {error.strerror}. Put the file itself there") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text. Save it as UTF-8") from error


def read_home(path: Path) -> str:
    """The Markdown of the home text; empty if there is no file."""
    return read_text(Path(os.path.realpath(path))) if path.is_file() else ""


def read_title_font(own: Path, name: str) -> bytes:
    """The font of titles: the list's own, else the package's; empty if `name` is.

    Raises:
        UsageError: there is no such file, or it is not a font in the form WOFF2.
    """
    if not name:
        return b""
    paths = [folder / "fonts" / name for folder in (own, PACKAGE_TEMPLATES)]
    path = next(filter(os.path.lexists, paths), paths[0])
    try:
        data = read_regular_file(path)
    except OSError as error:
        raise UsageError(f"title_font: cannot read {path}: {error.strerror}") from error
    if not data.startswith(_WOFF2_SIGNATURE):
        raise UsageError(f"title_font: {path} is not a font in the form WOFF2. Convert it")
    return data
