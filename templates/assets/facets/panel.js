// The facets as a reader sees them: what may be chosen with how many papers it leaves, and what is
// chosen. All texts are set as text. It knows no papers: whoever shows some gives it values and
// counts, and is told what was chosen.

import {button, element} from "../dom.js"
import {IN, NAMES, OUT, RANGE, choicesOf, only, withChoice, withValue} from "./choosing.js"
import {Facets} from "./counting.js"

const words = self.readingListWords
const TITLES = {topic: words("filter_topic"), tag: words("filter_tag"), year: words("filter_year"),
                organization: words("filter_organization"), status: words("filter_status"),
                code: words("filter_code"), mark: words("filter_mark"), from: words("filter_from"), to: words("filter_to")}
const LABELS = {code: {1: words("has_code")},
                mark: {"to-read": words("your_to_read"), read: words("your_read"), star: words("your_star")}}
const MIN_VALUES_SHOWN = 6, MAX_VALUES_SHOWN = 40 // values that are shown at first, and after "more"

// A text as filters compare it: no accents and other marks, no capitals.
const foldMarksAndCase = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

// A count that is seen as a number, and heard with what it counts.
const countLabel = count => {
  const said = words("papers", count)
  const number = words.number(count)
  const [before, after] = said.split(number)
  const unseen = textContent => textContent ? [element("span", {className: "rl-unseen", textContent})] : []
  return [...unseen(before), element("span", {className: "rl-count", textContent: number}), ...unseen(after)]
}

// What a facet shows of a value that stands in an address.
const labelOf = (group, id) => LABELS[group.name]?.[id]
  ?? group.values.find(value => value.id === id)?.label ?? id

// One facet: a group that folds, with a row a value.
class Facet {
  constructor(name, open, change) {
    this.name = name
    this.change = change
    this.shown = MIN_VALUES_SHOWN
    const title = TITLES[name] ?? name
    this.title = element("summary", {textContent: title})
    this.find = element("input", {type: "search", placeholder: words("facet_find"), hidden: true})
    this.find.setAttribute("aria-label", words("facet_find_in", {name: title}))
    this.find.addEventListener("input", event => {
      event.stopPropagation() // it changes what is offered, not what is chosen
      this.draw()
    })
    this.list = element("ul")
    this.more = button("", () => this.grow(), {className: "rl-facet-more"})
    const body = element("div", {className: "rl-facet-body"}, this.find, this.list, this.more)
    body.setAttribute("role", "group")
    body.setAttribute("aria-label", title)
    if (name === "year") body.prepend(this.years())
    this.element = element("details", {className: "rl-facet", open}, this.title, body)
  }

  years() {
    const labels = RANGE.map(name => {
      const menu = element("select", {name})
      menu.addEventListener("change", event => {
        event.stopPropagation()
        this.change(withValue(this.params, name, menu.value))
      })
      return element("label", {}, element("span", {textContent: TITLES[name]}), menu)
    })
    this.menus = labels.map(label => label.querySelector("select"))
    return element("div", {className: "rl-years"}, ...labels)
  }

  grow() {
    this.shown = this.shown === MIN_VALUES_SHOWN ? MAX_VALUES_SHOWN : MIN_VALUES_SHOWN
    this.draw()
    const place = this.shown === MIN_VALUES_SHOWN ? 0 : MIN_VALUES_SHOWN
    this.list.children[place]?.querySelector("button")?.focus()
  }

  // `values` with a count each, and what is chosen in the whole.
  update(values, params) {
    this.params = params
    this.choices = choicesOf(params, this.name)
    const known = new Set(values.map(({id}) => id))
    const strange = [...this.choices.keys()].filter(id => !known.has(id))
    this.values = [...values, ...strange.map(id => ({id, label: id, count: 0}))]
    if (this.name !== "year") this.values.sort((a, b) => b.count - a.count) // stable
    if (this.menus) this.menus.forEach(menu => this.fill(menu, params.get(menu.name) ?? ""))
    const some = this.values.some(({id, count}) => count || this.choices.has(id))
    this.element.hidden = !(some || this.menus && this.values.length) // nothing to choose is no facet
    this.find.hidden = this.values.length <= 2 * MIN_VALUES_SHOWN
    const title = TITLES[this.name] ?? this.name
    this.title.textContent = this.choices.size ? words("choice_counted", this.choices.size, {name: title}) : title
    this.draw()
  }

  fill(menu, chosen) {
    const years = new Set([...this.values.map(({id}) => id), chosen].filter(Boolean))
    menu.replaceChildren(new Option(words("any"), ""), ...[...years].map(year => new Option(year, year)))
    menu.value = chosen
  }

  // The rows: those that leave a paper, and those chosen; whatever had the focus keeps it.
  draw() {
    const typed = foldMarksAndCase(this.find.value.trim())
    const offered = this.values.filter(({id, label, count}) =>
      typed ? foldMarksAndCase(label).includes(typed) : count || this.choices.has(id))
    const most = typed ? MAX_VALUES_SHOWN : this.shown
    const rows = offered.filter(({id}, place) => place < most || this.choices.has(id))
    const focused = /** @type {HTMLElement} */ (document.activeElement)
    const held = this.list.contains(focused) && focused.dataset.key
    this.list.replaceChildren(...rows.map(value => this.row(value)))
    if (held) [...this.list.querySelectorAll("button")].find(({dataset}) => dataset.key === held)?.focus()
    if (typed && !rows.length) this.list.append(element("li", {textContent: words("facet_none")}))
    const rest = offered.length - rows.length
    this.more.hidden = Boolean(typed) || !rest && this.shown === MIN_VALUES_SHOWN
    this.more.textContent = this.shown === MIN_VALUES_SHOWN ? words("facet_more", rest) : words("facet_fewer")
  }

  row({id, label, count}) {
    const text = LABELS[this.name]?.[id] ?? label
    const choice = this.choices.get(id) ?? 0
    const choose = wanted => this.change(withChoice(this.params, this.name, id, choice === wanted ? 0 : wanted))
    const include = button("", () => choose(IN), {className: "rl-value"})
    include.append(element("bdi", {textContent: text}), " ", ...countLabel(count))
    const exclude = button("\u2212", () => choose(OUT), {className: "rl-without", title: words("facet_without", {name: text})})
    exclude.setAttribute("aria-label", words("facet_without", {name: text}))
    const buttons = new Map([[include, IN], [exclude, OUT]])
    for (const [each, wanted] of buttons) {
      each.dataset.key = `${wanted} ${id}`
      each.setAttribute("aria-pressed", String(choice === wanted))
    }
    return element("li", {}, include, exclude)
  }
}

// All facets, and above them the chosen values, each with a button that takes it away.
class Panel {
  constructor(change, open) {
    this.change = change
    this.open = open
    this.facets = new Map()
    /** @type {HTMLElement | undefined} where the focus goes once no value is chosen */
    this.fallback = undefined
    this.chips = element("ul", {className: "rl-chosen"})
    this.element = element("div", {className: "rl-facets"})
  }

  // `groups` as `Facets` takes them, and the counts it gives.
  update(groups, counts, params) {
    let at = 0
    for (const {name, values} of groups) {
      if (!this.facets.has(name)) {
        this.facets.set(name, new Facet(name, this.open(name), this.change))
        this.element.append(this.facets.get(name).element)
      }
      this.facets.get(name).update(values.map(value => ({...value, count: counts[at++]})), params)
    }
    this.chip(groups, params)
  }

  chip(groups, params) {
    const held = [...this.chips.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (document.activeElement))
    const chips = groups.flatMap(group => [...choicesOf(params, group.name)].map(([id, choice]) =>
      this.chosen(labelOf(group, id), choice, TITLES[group.name] ?? group.name,
        withChoice(params, group.name, id, 0))))
    for (const name of RANGE)
      if (params.get(name))
        chips.push(this.chosen(params.get(name), IN, TITLES[name], withValue(params, name, "")))
    this.chips.replaceChildren(...chips)
    this.chips.hidden = !chips.length
    const left = this.chips.querySelectorAll("button")
    if (held >= 0) (left[Math.min(held, left.length - 1)] ?? this.fallback)?.focus()
  }

  chosen(label, choice, name, without) {
    const chip = button("", () => this.change(without), {className: "rl-chip"})
    chip.append(element("span", {className: "rl-unseen", textContent: `${words("facet_remove")} `}),
      element("span", {className: "rl-count", textContent: `${choice === OUT ? words("facet_not", {name}) : `${name}:`} `}),
      element("bdi", {textContent: label}))
    if (choice === OUT) chip.classList.add("rl-chip--out")
    return element("li", {}, chip)
  }
}

self.readingListFacets = {Facets, NAMES, Panel, button, choicesOf, foldMarksAndCase, element, only, withValue}
