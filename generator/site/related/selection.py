"""Which candidates become related papers: editors' choices first, no near-duplicates, no orphans.

Papers are numbers: their positions in the list.
"""

from collections import Counter
from collections.abc import Mapping, Sequence


def select_related(
    candidates: Sequence[Sequence[int]],
    family: Sequence[int],
    picked: Mapping[int, Sequence[int]],
    max_related: int,
) -> list[list[int]]:
    """For each paper its related papers: the editors' choices, then the nearest.

    A paper that would be in no list replaces the last entry of the nearest paper that can spare it.

    Args:
        candidates: for each paper the candidates, nearest first.
        family: for each paper the number of its family. Papers of a family say nearly the same;
            of the nearest, at most one of each family is listed.
        picked: the editors' choices, for papers that have any.
        max_related: how many related papers each paper has at most.
    """
    lists = [
        _nearest_of_other_families(near, family, picked.get(i, ()), max_related)
        for i, near in enumerate(candidates)
    ]
    shown = Counter(i for found in lists for i in found)
    for orphan, near in enumerate(candidates):
        if not shown[orphan]:
            host = next(
                (i for i in near if _can_spare_place(i, lists, shown, picked, max_related)), None
            )
            if host is not None:
                shown.subtract(lists[host][max_related - 1 :])
                lists[host][max_related - 1 :] = [orphan]
                shown[orphan] += 1
    return lists


def _nearest_of_other_families(
    near: Sequence[int], family: Sequence[int], picked: Sequence[int], max_related: int
) -> list[int]:
    found = list(picked)
    families = {family[i] for i in found}
    for i in near:
        if len(found) >= max_related:
            break
        if family[i] not in families:
            found.append(i)
            families.add(family[i])
    return found


def _can_spare_place(
    host: int,
    lists: Sequence[Sequence[int]],
    shown: Mapping[int, int],
    picked: Mapping[int, Sequence[int]],
    max_related: int,
) -> bool:
    """Whether a list is short, or its last paper is nobody's choice and is listed elsewhere."""
    if len(lists[host]) < max_related:
        return True
    return len(picked.get(host, ())) < max_related and shown[lists[host][-1]] > 1
