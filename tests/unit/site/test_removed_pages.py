"""The page at the address of a removed paper."""

import base64
import re
from hashlib import sha256

from build import ENGLISH, ROOT

from generator import project
from generator.model import Catalog, Exclusion
from generator.site.pages import SitePages
from generator.site.views.types import Site


def test_the_page_of_a_removed_paper_may_use_its_own_style_and_nothing_else() -> None:
    goose = Exclusion(title="On <geese>", aliases=("geese",), reason="About geese.")
    templates = project.read_templates(project.find(ROOT / "mkdocs.yml"))
    pages = SitePages(
        Catalog(excluded=(goose,)),
        templates,
        Site(name="List", url="https://example.org/"),
        ENGLISH,
    )
    [text] = [page.text for page in pages if page.path == "papers/geese/index.html"]
    assert "On &#60;geese&#62;" in text
    [style] = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    known = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert f"content=\"default-src 'none'; style-src 'sha256-{known}'\"" in text
