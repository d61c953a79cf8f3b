"""An object as a key by its identity: two lists of papers take long to compare."""

from typing import Generic, TypeVar

T = TypeVar("T")


class SameObject(Generic[T]):
    """Equal to another one only if both have the very same value, which nobody changes."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        """A hash of the identity."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Whether the values are one object."""
        return isinstance(other, SameObject) and self.value is other.value
