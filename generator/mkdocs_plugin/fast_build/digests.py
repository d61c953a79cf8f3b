"""Short names of long values: equal digests stand for equal values."""

from hashlib import blake2b

_BYTES = 16


def digest(data: bytes) -> str:
    """A digest of bytes."""
    return blake2b(data, digest_size=_BYTES).hexdigest()


def digest_of(value: object) -> str:
    """A digest of a value whose `repr` says everything: of texts, numbers, None, and tuples."""
    return digest(repr(value).encode("utf-8", "surrogatepass"))
