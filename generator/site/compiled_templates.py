"""Compiled Jinja templates, kept in memory: a preview compiles only those that have changed."""

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

if TYPE_CHECKING:
    from types import CodeType


class CompiledTemplates(BytecodeCache):
    """The code of templates by name and file, as long as their source stays the same.

    Nothing is read from disk, because code from there could be anybody's.
    """

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}
        self._settings: object = None

    def use_in(self, environment: Environment) -> None:
        """Let an environment take its templates from here, if its settings give the same code."""
        settings = (frozenset(environment.extensions), environment.lexer, environment.finalize,
                    environment.autoescape, environment.undefined)  # fmt: skip
        if settings != self._settings:
            self._codes.clear()
            self._settings = settings
        environment.bytecode_cache = self

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the kept code of a template to Jinja, if its source is the same."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has compiled."""
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.checksum, bucket.code
