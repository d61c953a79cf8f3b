// The search field as a combobox: the focus stays in it, and arrow keys move through the results, so that
// screen readers announce each. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

const OPTION = "a.md-search-result__link"

// The option after the active one in a direction (1 or -1); null is the field itself, between last and first.
function nextOption(options, active, direction) {
  const stops = [null, ...options]
  return stops.at((Math.max(0, stops.indexOf(active)) + direction) % stops.length)
}

function makeCombobox({input, search, results, toggle}) {
  const list = results.querySelector("ol")
  const observer = new MutationObserver(() => setRoles())
  let active = null
  list.id = "rl-results"
  for (const [name, value] of Object.entries({role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id}))
    input.setAttribute(name, value)

  // Results in a folded group are not options until it is open.
  const findOptions = () => [...results.querySelectorAll(OPTION)].filter(link => !link.closest("details:not([open])"))

  function activate(option) {
    active?.setAttribute("aria-selected", "false")
    active = option
    active?.setAttribute("aria-selected", "true")
    active?.scrollIntoView({block: "nearest"})
    if (active) input.setAttribute("aria-activedescendant", active.id)
    else input.removeAttribute("aria-activedescendant")
  }

  // The theme makes the results, and sets the role of their list each time it opens or closes the search.
  function setRoles() {
    for (const each of results.querySelectorAll("ol")) {
      each.setAttribute("role", each.firstElementChild ? "listbox" : "presentation")
      if (each.firstElementChild) each.setAttribute("aria-label", self.readingListWords("search_results"))
      else each.removeAttribute("aria-label")
      for (const item of each.children) item.role = "none"
    }
    results.querySelectorAll(OPTION).forEach((link, place) => {
      link.id = `rl-result-${place}`
      link.role = "option"
      link.ariaSelected = String(link === active)
    })
    if (!active?.isConnected) activate(null)
    input.setAttribute("aria-expanded", String(toggle.checked && findOptions().length > 0))
    observer.takeRecords() // its own changes
  }

  search.addEventListener("keydown", event => {
    if (event.target !== input || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const direction = {ArrowDown: 1, ArrowUp: -1}[event.key]
    if (direction) activate(nextOption(findOptions(), active, direction))
    else if (event.key === "Enter" && active) active.click()
    else return
    event.preventDefault()
    event.stopPropagation() // the theme would move the focus, or open the best result
  }, true)
  toggle.addEventListener("change", setRoles)
  observer.observe(results, {childList: true, subtree: true, attributeFilter: ["role", "open"]})
  setRoles()
}

if (self.readingListBox) makeCombobox(self.readingListBox)

export {nextOption}
