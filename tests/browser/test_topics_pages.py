"""What a reader does on topic pages, clouds, the timeline and the map."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import STAND_IN, Opener, served, wait_until
from building import INSTANT, TOPICS, WITHOUT_CARDS, build, make_once, write_list
from playwright.sync_api import Browser, Locator, expect
from test_browser import CONTRAST

pytestmark = pytest.mark.slow

KINDS = ["", "topics/", "topics/data-synthesis-curation/", "topics/vision-diffusion/", "map/",
         "tags/", "timeline/"]  # fmt: skip
MANY = 1600
WIDTH = "svg => svg.getBoundingClientRect().width"
ACTIVE = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture(scope="module")
def big_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of so many papers that the map is drawn as a whole, swapping pages at once."""
    topics = re.findall(r"^- id: (.+)$", TOPICS, re.MULTILINE)
    papers = {
        f"study-number-{n}": f"title: Study number {n}\ntopics: [{topics[n % len(topics)]}]\n"
        for n in range(MANY)
    }
    prefetch = ("    - navigation.instant\n",
                "    - navigation.instant\n    - navigation.instant.prefetch\n")  # fmt: skip

    def make(root: Path) -> None:
        write_list(root, papers, INSTANT, prefetch, WITHOUT_CARDS)
        build(root, root / "site", strict=False, SITE_URL=STAND_IN)

    with served(make_once(tmp_path_factory, "big", make) / "site", readdressed=True) as found:
        yield found


def test_no_page_of_the_topic_side_complains_or_is_too_wide(opened: Opener, address: str) -> None:
    page = opened(address, color_scheme="dark", viewport={"width": 360, "height": 740})
    for kind in KINDS:
        page.goto(address + kind)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, kind


@pytest.mark.parametrize("kind", ["topics/", "tags/", ""])
def test_a_cloud_is_ordered_by_count_and_back_by_keyboard(
    opened: Opener, address: str, kind: str
) -> None:
    page = opened(address + kind)
    names = page.locator(".rl-cloud li a")
    counts = page.locator(".rl-cloud .rl-count")
    by_name = names.all_inner_texts()
    buttons = page.get_by_role("group", name="Order").get_by_role("button")
    expect(buttons.nth(0)).to_have_attribute("aria-pressed", "true")
    buttons.nth(0).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(buttons.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(buttons.nth(1)).to_be_focused()
    found = [int(text.split()[0]) for text in counts.all_inner_texts()]
    assert found == sorted(found, reverse=True)
    assert sorted(names.all_inner_texts()) == sorted(by_name)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert names.all_inner_texts() == by_name


def test_a_point_shows_its_title_under_the_pointer_and_opens_the_paper(
    opened: Opener, address: str
) -> None:
    page = opened(address + "map/")
    point = page.locator(".rl-point[aria-label^='GPipe: Efficient']")
    point.scroll_into_view_if_needed()
    tip = page.locator(".rl-tip")
    expect(tip).to_be_hidden()
    point.hover()
    expect(tip).to_have_text(re.compile("^GPipe: Efficient Training"))
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    point.click()
    expect(page.locator("h1")).to_contain_text("GPipe: Efficient Training")


def test_the_arrow_keys_go_from_point_to_point_and_enter_opens_one(
    opened: Opener, address: str
) -> None:
    page = opened(address + "map/")
    assert page.locator(".rl-point[tabindex='0']").count() == 1
    page.locator(".rl-point[tabindex='0']").focus()
    tip = page.locator(".rl-tip")
    focused = {str(page.evaluate(ACTIVE))}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        title = str(page.evaluate(ACTIVE))
        expect(tip).to_have_text(title)
        expect(tip).to_be_visible()
        focused.add(title)
    assert len(focused) > 3
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(title)


def test_without_javascript_the_map_is_links_and_a_list_of_topics(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + "map/")
    assert page.locator(".rl-point").count() == 120
    assert page.locator(".rl-point title").count() == 120
    assert page.locator(".rl-chips a").count() == 32
    page.locator(".rl-point").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rl-abstract")).to_be_visible()
    page.goto(address + "map/")
    page.locator(".rl-island", has_text="Mixture of").click()
    expect(page.locator("h1")).to_contain_text("Mixture of experts")
    page.goto(address + "topics/")
    assert page.locator(".rl-switch").count() == 0
    page.close()


def test_no_label_of_the_map_lies_over_another_or_over_a_point(
    opened: Opener, address: str
) -> None:
    page = opened(address + "map/", viewport={"width": 1440, "height": 900})
    over = page.evaluate("""() => {
      const boxes = selector => [...document.querySelectorAll(selector)]
        .map(element => element.getBoundingClientRect())
      const labels = boxes(".rl-island text"), points = boxes(".rl-point circle")
      const meet = (a, b) => a !== b && a.left < b.right && b.left < a.right
        && a.top < b.bottom && b.top < a.bottom
      return labels.flatMap(a => [...labels, ...points].filter(b => meet(a, b))).length
    }""")
    assert over == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_points_and_texts_of_drawings_stand_out(opened: Opener, address: str, scheme: str) -> None:
    page = opened(address + "map/", color_scheme=scheme)
    contrast = CONTRAST.replace("getComputedStyle(element).color", "getComputedStyle(element).fill")
    points = page.locator(".rl-point circle")
    assert min(points.evaluate_all(f"all => all.map({contrast})")) >= 3
    assert page.locator(".rl-island text").first.evaluate(contrast) >= 4.5
    page.goto(address + "topics/llm-serving/")
    assert page.locator(".rl-chart rect").first.evaluate(contrast) >= 3
    assert page.locator(".rl-chart text").first.evaluate(contrast) >= 4.5


def test_a_chart_tells_its_numbers_to_those_who_cannot_see_it(opened: Opener, address: str) -> None:
    page = opened(address + "topics/pipeline-model-parallelism/")
    chart = page.get_by_role("img", name=re.compile(r"^Papers per year\. 2018: 1, 2019: "))
    bars = chart.locator("rect").evaluate_all("all => all.map(e => e.height.baseVal.value)")
    counts = [int(n) for n in re.findall(r": (\d+)", chart.get_attribute("aria-label") or "")]
    assert [bool(bar) for bar in bars] == [bool(count) for count in counts]
    assert bars.index(max(bars)) == counts.index(max(counts))


def test_the_timeline_says_which_topics_rise(opened: Opener, address: str) -> None:
    page = opened(address + "timeline/")
    table = page.get_by_role("region", name="Topics by year").get_by_role("table")
    assert table.locator("tbody th[scope=row]").count() == 32
    expect(table.locator(".rl-rising").first).to_be_visible()
    table.get_by_role("link", name="Mixture of experts").click()
    expect(page.locator("h1")).to_contain_text("Mixture of experts")


def test_a_long_lists_map_is_drawn_as_a_whole_and_knows_every_point(
    opened: Opener, big_address: str
) -> None:
    page = opened(big_address + "topics/")
    page.goto(big_address + "map/")
    cursor = page.locator(".rl-cursor[tabindex='0']")
    cursor.focus()
    first = page.evaluate(ACTIVE)
    page.keyboard.press("ArrowRight")
    second = page.evaluate(ACTIVE)
    assert first != second
    expect(page.locator(".rl-tip")).to_have_text(second)
    circle = cursor.locator("circle").bounding_box()
    assert circle
    page.mouse.move(0, 0)
    page.mouse.move(circle["x"] + circle["width"] / 2, circle["y"] + circle["height"] / 2)
    expect(page.locator(".rl-tip")).to_have_text(second)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("h1")).to_contain_text(second)


def test_the_map_of_a_long_list_shows_something_on_a_phone_and_zooms(
    opened: Opener, big_address: str
) -> None:
    page = opened(big_address, viewport={"width": 360, "height": 740})
    page.goto(big_address + "map/")
    page.locator(".rl-map svg").scroll_into_view_if_needed()
    drawing, frame = page.locator(".rl-map svg"), page.locator(".rl-map .rl-scroll")
    zoom = page.get_by_role("group", name="Zoom").get_by_role("button")
    expect(zoom).to_have_count(3)
    frames, labels = frame.bounding_box(), page.locator(".rl-island text")
    assert frames
    boxes = [box for n in range(labels.count()) if (box := labels.nth(n).bounding_box())]
    assert any(
        frames["x"] <= box["x"] and box["x"] + box["width"] <= frames["x"] + frames["width"]
        for box in boxes
    )
    width = drawing.evaluate(WIDTH)
    zoom.nth(0).click()
    assert drawing.evaluate(WIDTH) == pytest.approx(width * 1.5, rel=0.01)
    frame.focus()
    page.keyboard.press("+")
    assert drawing.evaluate(WIDTH) == pytest.approx(width * 2.25, rel=0.01)
    page.keyboard.press("0")
    assert drawing.evaluate(WIDTH) == width
    for _ in range(9):
        page.keyboard.press("-")
    assert drawing.evaluate(WIDTH) == pytest.approx(frames["width"], abs=1)  # all of it
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def moves(frame: Locator, name: str) -> Callable[[], object]:
    """Whether a frame has been scrolled from where it is now."""
    before = frame.evaluate(f"frame => frame.{name}")
    return lambda: frame.evaluate(f"frame => frame.{name}") > before


def middle_of(element: Locator) -> tuple[float, float]:
    """The middle of an element on the screen."""
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_two_fingers_zoom_the_map_and_one_finger_moves_it(opened: Opener, address: str) -> None:
    page = opened(address + "map/", viewport={"width": 360, "height": 740}, has_touch=True,
                  is_mobile=True)  # fmt: skip
    frame = page.locator(".rl-map .rl-scroll")
    frame.evaluate("frame => frame.scrollIntoView({block: 'end'})")
    drawing, (x, y) = page.locator(".rl-map svg"), middle_of(frame)
    screen = page.context.new_cdp_session(page)

    def touch(kind: str, *fingers: tuple[float, float]) -> None:
        """What a touch screen reports."""
        points = [{"id": n, "x": x + dx, "y": y + dy} for n, (dx, dy) in enumerate(fingers)]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def middle() -> tuple[float, float]:
        """What of the drawing is between the fingers, as parts of its width."""
        area = drawing.bounding_box()
        assert area
        return (x - area["x"]) / area["width"], (y - area["y"]) / area["width"]

    width, before = drawing.evaluate(WIDTH), middle()
    touch("touchStart", (-30, 0), (30, 0))
    for step in range(1, 7):
        touch("touchMove", (-30 - 10 * step, 0), (30 + 10 * step, 0))
    touch("touchEnd")
    assert drawing.evaluate(WIDTH) == pytest.approx(width * 3, rel=0.01)
    assert middle() == pytest.approx(before, abs=0.01)
    assert page.evaluate("visualViewport.scale") == 1  # the page itself is not zoomed
    for name, dx, dy in ("scrollLeft", -9, 0), ("scrollTop", 0, -9):
        has_moved = moves(frame, name)
        touch("touchStart", (0, 0))
        for step in range(10):
            touch("touchMove", (dx * step, dy * step))
        touch("touchEnd")
        wait_until(page, has_moved)
    assert drawing.evaluate(WIDTH) == pytest.approx(width * 3, rel=0.01)


def test_keys_zoom_the_map_around_the_point_with_the_focus_and_move_it(
    opened: Opener, address: str
) -> None:
    page = opened(address + "map/", viewport={"width": 768, "height": 800})
    frame, point = page.locator(".rl-map .rl-scroll"), page.locator(".rl-point[tabindex='0']")
    point.focus()
    before, width = middle_of(point), page.locator(".rl-map svg").evaluate(WIDTH)
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.locator(".rl-map svg").evaluate(WIDTH) == pytest.approx(width * 2.25, rel=0.01)
    assert middle_of(point) == pytest.approx(before, abs=2)
    frame.focus()
    for key, name in ("ArrowRight", "scrollLeft"), ("ArrowDown", "scrollTop"):
        has_moved = moves(frame, name)
        page.keyboard.press(key)
        wait_until(page, has_moved)


def test_a_phone_shows_the_newest_column_of_the_timeline(opened: Opener, address: str) -> None:
    page = opened(address + "timeline/", viewport={"width": 360, "height": 740})
    newest = page.locator(".rl-trends thead th").last.bounding_box()
    topic = page.locator(".rl-trends tbody th[scope=row]").first.bounding_box()
    assert newest
    assert topic
    assert newest["x"] + newest["width"] <= 360
    assert topic["x"] >= 0


@pytest.mark.parametrize("width", [320, 360, 393, 412])
def test_no_column_of_the_timeline_is_cut_on_a_phone(
    opened: Opener, address: str, width: int
) -> None:
    page = opened(address + "timeline/", viewport={"width": width, "height": 740})
    edge = """() => {
      const topic = document.querySelector(".rl-trends tbody th[scope=row]").getBoundingClientRect()
      const columns = [...document.querySelectorAll(".rl-trends thead th:not(:first-child)")]
      return Math.min(...columns.map(th => Math.abs(th.getBoundingClientRect().left - topic.right)))
    }"""
    assert page.evaluate(edge) < 1
    page.locator(".rl-from-end").evaluate("frame => frame.scrollBy(-50, 0)")
    wait_until(page, lambda: page.evaluate(edge) < 1)
    assert page.locator(".rl-from-end").evaluate("frame => frame.scrollLeft") < 0


def test_a_tag_is_found_by_a_part_of_its_name(opened: Opener, address: str) -> None:
    page = opened(address + "tags/")
    field = page.get_by_role("searchbox", name="Find a tag")
    field.fill("CACHE")
    found = page.locator(".rl-find li a")
    expect(found.first).to_be_visible()
    assert all("cach" in name.lower() for name in found.all_inner_texts())
    field.fill("qqqq")
    expect(page.locator(".rl-find [role=status]")).to_contain_text("No tag")
    field.fill("lora")
    found.first.click()
    expect(page.locator("h1")).to_contain_text("lora")


def test_a_long_lists_map_leads_to_topics_without_javascript(
    browser: Browser, big_address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(big_address + "map/")
    assert page.locator(".rl-dots").count() == 7
    page.locator(".rl-island").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "/topics/" in page.url
    page.close()


def test_clouds_and_maps_work_where_pages_are_swapped_without_loading(
    opened: Opener, big_address: str
) -> None:
    page = opened(big_address + "topics/")
    page.evaluate("window.kept = true")
    page.locator(".md-content a", has_text="map").first.click()
    expect(page.locator("h1")).to_contain_text("Map")
    assert page.evaluate("window.kept")
    expect(page.locator(".rl-cursor")).to_have_count(1)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Topics")
    expect(page.locator(".rl-switch")).to_have_count(1)


def test_every_link_of_the_map_leads_to_a_page(site: Path, flat_site: Path) -> None:
    for page, least in (site / "map" / "index.html", 140), (flat_site / "map.html", 10):
        links = re.findall(
            r'class="rl-(?:point|island)[^>]* xlink:href="([^"]+)"', page.read_text("utf-8")
        )
        assert len(links) == len({*links})
        assert len(links) > least
        for link in links:
            target = page.parent / link
            assert (target / "index.html" if link.endswith("/") else target).is_file(), link
