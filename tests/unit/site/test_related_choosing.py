"""From candidates to lists: who stands where, with papers as plain numbers."""

from generator.site.related.selection import select_related


def test_the_nearest_come_first_and_no_more_than_asked() -> None:
    assert select_related([[1, 2, 3], [0], [0], [0]], [0, 1, 2, 3], {}, 3) == [
        [1, 2, 3],
        [0],
        [0],
        [0],
    ]
    assert select_related([[1, 2], [2, 0], [0, 1]], [0, 1, 2], {}, 1) == [[1], [2], [0]]


def test_of_a_family_only_the_nearest_is_listed() -> None:
    near = [[1, 2, 3], [0, 2, 3], [1, 0, 3], [1, 2, 0]]
    assert select_related(near, [0, 7, 7, 3], {}, 2)[0] == [1, 3]


def test_a_paper_in_no_list_takes_a_place_that_can_be_spared() -> None:
    near = [[1, 2, 3], [0, 2, 3], [0, 1, 3], [2, 0, 1]]
    selected = select_related(near, [0, 1, 2, 3], {}, 2)
    assert selected == [[1, 2], [0, 2], [0, 3], [2, 0]]


def test_a_place_is_not_spared_by_what_would_be_forgotten_instead() -> None:
    assert select_related([[1, 2], [0], [0]], [0, 1, 2], {}, 1) == [[1], [0], [0]]


def test_an_editors_choice_gives_its_place_to_nobody() -> None:
    near = [[1, 2, 3], [0, 2, 3], [0, 1, 3], [2, 0, 1]]
    selected = select_related(near, [0, 1, 2, 3], {2: [0, 1]}, 2)
    assert selected[2] == [0, 1]
    assert selected == [[1, 3], [0, 2], [0, 1], [2, 0]]


def test_a_choice_keeps_its_family_out_and_may_be_long() -> None:
    near = [[1, 2, 3], [0], [0], [0]]
    selected = select_related(near, [0, 7, 7, 3], {0: [2]}, 2)
    assert selected[0] == [2, 3]
    assert select_related(near, [0, 1, 2, 3], {0: [3, 2, 1]}, 1)[0] == [3, 2, 1]


def test_nobody_is_near_to_a_paper_without_candidates() -> None:
    assert select_related([[], []], [0, 1], {}, 5) == [[], []]
