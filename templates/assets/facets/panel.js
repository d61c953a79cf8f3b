// The panel of facets: their values, each with the number of papers it would leave, and what is
// chosen. All texts are set as text. It knows no papers: its owner passes values and counts, and a
// callback for changed choices.

import {button, element} from "../dom.js"
import {EXCLUDED, INCLUDED, NAMES, RANGE, choicesOf, pickParams, withChoice, withValue} from "./choosing.js"
import {Facets} from "./counting.js"

const words = self.readingListWords
const TITLES = {list: words("filter_list"), topic: words("filter_topic"), tag: words("filter_tag"), year: words("filter_year"),
                person: words("filter_person"), organization: words("filter_organization"), status: words("filter_status"),
                code: words("filter_code"), mark: words("filter_mark"), from: words("filter_from"), to: words("filter_to")}
const LABELS = {code: {1: words("has_code")},
                mark: {"to-read": words("your_to_read"), read: words("your_read"), star: words("your_star")}}
const MIN_VALUES_SHOWN = 6, MAX_VALUES_SHOWN = 40 // values that are shown at first, and after "more"

// A text as filters compare it: without accents and other combining marks, in lower case.
const foldMarksAndCase = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

// A count: screen readers also read what it counts.
const countLabel = count => {
  const phrase = words("papers", count)
  const number = words.number(count)
  const [before, after] = phrase.split(number)
  const spokenOnly = textContent =>
    textContent ? [element("span", {className: "rl-unseen", textContent})] : []
  return [...spokenOnly(before), element("span", {className: "rl-count", textContent: number}), ...spokenOnly(after)]
}

// The label of a value that comes from the URL.
const labelOf = (group, id) => LABELS[group.name]?.[id]
  ?? group.values.find(value => value.id === id)?.label ?? id

// One facet: a collapsible group with one row for each value.
class Facet {
  constructor(name, isOpen, onChange) {
    this.name = name
    this.onChange = onChange
    this.shown = MIN_VALUES_SHOWN
    const heading = TITLES[name] ?? name
    this.heading = element("summary", {textContent: heading})
    this.filterInput = element("input", {type: "search", placeholder: words("facet_find"), hidden: true})
    this.filterInput.setAttribute("aria-label", words("facet_find_in", {name: heading}))
    this.filterInput.addEventListener("input", event => {
      event.stopPropagation() // it changes which values are shown, not which are chosen
      this.render()
    })
    this.list = element("ul")
    this.more = button("", () => this.toggleMore(), {className: "rl-facet-more"})
    const body = element("div", {className: "rl-facet-body"}, this.filterInput, this.list, this.more)
    body.setAttribute("role", "group")
    body.setAttribute("aria-label", heading)
    if (name === "year") body.prepend(this.newYearMenus())
    this.element = element("details", {className: "rl-facet", open: isOpen}, this.heading, body)
  }

  newYearMenus() {
    const labels = RANGE.map(name => {
      const menu = element("select", {name})
      menu.addEventListener("change", event => {
        event.stopPropagation()
        this.onChange(withValue(this.params, name, menu.value))
      })
      return element("label", {}, element("span", {textContent: TITLES[name]}), menu)
    })
    this.menus = labels.map(label => label.querySelector("select"))
    return element("div", {className: "rl-years"}, ...labels)
  }

  toggleMore() {
    this.shown = this.shown === MIN_VALUES_SHOWN ? MAX_VALUES_SHOWN : MIN_VALUES_SHOWN
    this.render()
    const place = this.shown === MIN_VALUES_SHOWN ? 0 : MIN_VALUES_SHOWN
    this.list.children[place]?.querySelector("button")?.focus()
  }

  // Takes `values`, each with a count, and the parameters with all choices.
  update(values, params) {
    this.params = params
    this.choices = choicesOf(params, this.name)
    const known = new Set(values.map(({id}) => id))
    const unlistedIds = [...this.choices.keys()].filter(id => !known.has(id))
    this.values = [...values, ...unlistedIds.map(id => ({id, label: id, count: 0}))]
    if (this.name !== "year") this.values.sort((a, b) => b.count - a.count) // stable
    if (this.menus) this.menus.forEach(menu => this.fillYearMenu(menu, params.get(menu.name) ?? ""))
    const hasOptions = this.values.some(({id, count}) => count || this.choices.has(id))
    this.element.hidden = !(hasOptions || this.menus && this.values.length) // a facet without choices is hidden
    this.filterInput.hidden = this.values.length <= 2 * MIN_VALUES_SHOWN
    const heading = TITLES[this.name] ?? this.name
    this.heading.textContent = this.choices.size ? words("choice_counted", this.choices.size, {name: heading}) : heading
    this.render()
  }

  fillYearMenu(menu, selected) {
    const years = new Set([...this.values.map(({id}) => id), selected].filter(Boolean))
    menu.replaceChildren(new Option(words("any"), ""), ...[...years].map(year => new Option(year, year)))
    menu.value = selected
  }

  // Renders the values that leave a paper or are chosen; the focus stays on its button.
  render() {
    const typed = foldMarksAndCase(this.filterInput.value.trim())
    const matching = this.values.filter(({id, label, count}) =>
      typed ? foldMarksAndCase(label).includes(typed) : count || this.choices.has(id))
    const limit = typed ? MAX_VALUES_SHOWN : this.shown
    const rows = matching.filter(({id}, place) => place < limit || this.choices.has(id))
    const focused = /** @type {HTMLElement} */ (document.activeElement)
    const focusedKey = this.list.contains(focused) && focused.dataset.key
    this.list.replaceChildren(...rows.map(value => this.newRow(value)))
    if (focusedKey) [...this.list.querySelectorAll("button")].find(({dataset}) => dataset.key === focusedKey)?.focus()
    if (typed && !rows.length) this.list.append(element("li", {textContent: words("facet_none")}))
    const hiddenCount = matching.length - rows.length
    this.more.hidden = Boolean(typed) || !hiddenCount && this.shown === MIN_VALUES_SHOWN
    this.more.textContent = this.shown === MIN_VALUES_SHOWN ? words("facet_more", hiddenCount) : words("facet_fewer")
  }

  newRow({id, label, count}) {
    const text = LABELS[this.name]?.[id] ?? label
    const choice = this.choices.get(id) ?? 0
    const choose = wanted =>
      this.onChange(withChoice(this.params, this.name, id, choice === wanted ? 0 : wanted))
    const include = button("", () => choose(INCLUDED), {className: "rl-value"})
    include.append(element("bdi", {textContent: text}), " ", ...countLabel(count))
    const exclude = button("\u2212", () => choose(EXCLUDED), {className: "rl-without", title: words("facet_without", {name: text})})
    exclude.setAttribute("aria-label", words("facet_without", {name: text}))
    const buttons = new Map([[include, INCLUDED], [exclude, EXCLUDED]])
    for (const [choiceButton, wantedChoice] of buttons) {
      choiceButton.dataset.key = `${wantedChoice} ${id}`
      choiceButton.setAttribute("aria-pressed", String(choice === wantedChoice))
    }
    return element("li", {}, include, exclude)
  }
}

// All facets, and above them the chosen values, each with a button that removes it.
class Panel {
  constructor(onChange, isOpen) {
    this.onChange = onChange
    this.isOpen = isOpen
    this.facets = new Map()
    /** @type {HTMLElement | undefined} gets the focus when no value is chosen any more */
    this.fallback = undefined
    this.chips = element("ul", {className: "rl-chosen"})
    this.element = element("div", {className: "rl-facets"})
  }

  // Whether an element is the field that finds values of a facet.
  isFieldOf(name, target) {
    return this.facets.get(name)?.filterInput === target
  }

  // `groups` as for `Facets`, with the counts that it returns.
  update(groups, counts, params) {
    let next = 0
    for (const {name, values} of groups) {
      if (!this.facets.has(name)) {
        this.facets.set(name, new Facet(name, this.isOpen(name), this.onChange))
        this.element.append(this.facets.get(name).element)
      }
      this.facets.get(name).update(values.map(value => ({...value, count: counts[next++]})), params)
    }
    this.renderChips(groups, params)
  }

  renderChips(groups, params) {
    const buttonsBefore = [...this.chips.querySelectorAll("button")]
    const focusedIndex = buttonsBefore.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement))
    const chips = groups.flatMap(group => [...choicesOf(params, group.name)].map(([id, choice]) =>
      this.newChip(labelOf(group, id), choice, TITLES[group.name] ?? group.name,
        withChoice(params, group.name, id, 0))))
    for (const name of RANGE)
      if (params.get(name))
        chips.push(this.newChip(params.get(name), INCLUDED, TITLES[name], withValue(params, name, "")))
    this.chips.replaceChildren(...chips)
    this.chips.hidden = !chips.length
    const buttons = this.chips.querySelectorAll("button")
    if (focusedIndex >= 0) (buttons[Math.min(focusedIndex, buttons.length - 1)] ?? this.fallback)?.focus()
  }

  newChip(label, choice, name, paramsWithout) {
    const chip = button("", () => this.onChange(paramsWithout), {className: "rl-chip"})
    chip.append(element("span", {className: "rl-unseen", textContent: `${words("facet_remove")} `}),
      element("span", {className: "rl-count", textContent: `${choice === EXCLUDED ? words("facet_not", {name}) : `${name}:`} `}),
      element("bdi", {textContent: label}))
    if (choice === EXCLUDED) chip.classList.add("rl-chip--out")
    return element("li", {}, chip)
  }
}

self.readingListFacets = {Facets, NAMES, Panel, button, choicesOf, foldMarksAndCase, element, pickParams, withValue}
