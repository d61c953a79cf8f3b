"""What axe finds on a page: rules of WCAG 2.2 AA and of good practice."""

from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from cases import THOROUGH
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
# The palettes differ in colours alone: the dark one is held to the rules about them.
_RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast", "link-in-text-block"],
}
# Known and left: the theme's script puts each code block's copy button into a nameless <nav>.
_EXCLUDED = [".md-code__nav"]
# Three quarters of axe's time go into the contrast of each text. Texts of one look have one
# contrast: beside all other rules, that rule is run on one text of each look.
_FIND_VIOLATIONS = """async ([rules, exclude, everyText]) => {
  const looks = new Set()
  const isNew = text => {
    const styles = []
    for (let box = text; box; box = box.parentElement) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(box)
      styles.push(backgroundColor, backgroundImage, opacity)
    }
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(text)
    const painted = styles.filter(s => !["rgba(0, 0, 0, 0)", "none", "1"].includes(s))
    const look = [color, fontSize, fontWeight, textShadow, text.tagName, ...painted].join()
    return !looks.has(look) && looks.add(look)
  }
  const hasText = box => [...box.childNodes].some(n => n.nodeType == 3 && n.data.trim())
  const isShown = box => box.checkVisibility({visibilityProperty: true})
  const texts = [...document.querySelectorAll("body *")]
    .filter(box => hasText(box) && isShown(box) && isNew(box))
  const run = async (include, options) => {
    const {violations} = await axe.run(
      {include, exclude}, {runOnly: rules, resultTypes: ["violations"], ...options})
    return violations.flatMap(({id, nodes}) =>
      nodes.map(({target, failureSummary}) => `${id}: ${target}: ${failureSummary}`))
  }
  if (everyText) return run([document], {})
  const contrast = {runOnly: ["color-contrast"]}
  const others = {rules: {"color-contrast": {enabled: false}}}
  return [...await run([document], others), ...await run(texts, contrast)]
}"""


def find_violations(page: Page, scheme: Scheme) -> list[str]:
    """What axe finds on the page as it is now, in this palette.

    The page needs `bypass_csp`, as axe is put into it, and `reduced_motion`, that nothing fades.
    """
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_FIND_VIOLATIONS, [_RULES[scheme], _EXCLUDED, THOROUGH])
    return found
