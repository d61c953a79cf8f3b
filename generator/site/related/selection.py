"""From candidates to lists: the editors' choice first, no flood of twins, nobody forgotten.

Papers are numbers here: their places in the list.
"""

from collections import Counter
from collections.abc import Mapping, Sequence


def choose(
    candidates: Sequence[Sequence[int]],
    family: Sequence[int],
    picked: Mapping[int, Sequence[int]],
    most: int,
) -> list[list[int]]:
    """For each paper its related ones: those that editors picked, then the nearest, `most` in all.

    `candidates` are nearest first. The nearest show at most one of a `family` (papers that say
    nearly the same). A paper that stands in no list takes the last place of the nearest paper
    that can spare it.
    """
    lists = [_nearest(near, family, picked.get(i, ()), most) for i, near in enumerate(candidates)]
    shown = Counter(i for found in lists for i in found)
    for lonely, near in enumerate(candidates):
        if not shown[lonely]:
            host = next((i for i in near if _has_room(i, lists, shown, picked, most)), None)
            if host is not None:
                shown.subtract(lists[host][most - 1 :])
                lists[host][most - 1 :] = [lonely]
                shown[lonely] += 1
    return lists


def _nearest(
    near: Sequence[int], family: Sequence[int], picked: Sequence[int], most: int
) -> list[int]:
    found = list(picked)
    families = {family[i] for i in found}
    for i in near:
        if len(found) >= most:
            break
        if family[i] not in families:
            found.append(i)
            families.add(family[i])
    return found


def _has_room(
    host: int,
    lists: Sequence[Sequence[int]],
    shown: Mapping[int, int],
    picked: Mapping[int, Sequence[int]],
    most: int,
) -> bool:
    """Whether a list is short, or its last paper is nobody's choice and stands elsewhere too."""
    if len(lists[host]) < most:
        return True
    return len(picked.get(host, ())) < most and shown[lists[host][-1]] > 1
