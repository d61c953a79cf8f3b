// The drawer by keyboard: a button opens it, and the focus moves in and back.

import {button} from "./dom.js"
import {onPageShown} from "./pages.js"

const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"))
const findDrawer = () => document.querySelector(".md-sidebar--primary")
let opener = null

// The theme has a label, which takes no focus: its icon becomes a button.
function makeOpener() {
  const label = document.querySelector("label.md-header__button[for=__drawer]")
  if (!label || label.contains(opener)) return
  opener = button("", onClick, {ariaLabel: self.readingListWords("drawer")})
  opener.append(...label.childNodes)
  label.append(opener)
  describeOpener()
}

function describeOpener() {
  opener?.setAttribute("aria-expanded", String(toggle.checked))
}

function onClick({detail}) {
  toggle.click()
  const isByKey = !detail
  if (!isByKey || !toggle.checked) return
  /** @type {HTMLElement[]} */
  const links = [...findDrawer()?.querySelectorAll("a") ?? []]
  const shown = links.filter(link => link.matches(".md-nav__link") && link.checkVisibility({visibilityProperty: true}))
  const start = shown.find(link => link.matches(".md-nav__link--active")) ?? shown[0]
  start?.focus()
}

function onKey(event) {
  if (event.key !== "Escape" || !toggle.checked) return
  toggle.click()
  opener?.focus()
}

// Whoever leaves the drawer with the Tab key would not see where the focus is.
function onFocus({target}) {
  if (toggle.checked && target !== opener && !findDrawer()?.contains(target)) toggle.click()
}

if (toggle) {
  toggle.addEventListener("change", describeOpener)
  document.addEventListener("keydown", onKey)
  document.addEventListener("focusin", onFocus)
  onPageShown(makeOpener)
}
