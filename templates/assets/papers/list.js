// The page of all papers. Its URL has the choices; the list shows the papers that match them.

import {NAMES, element, pickParams, withValue, words} from "./shared.js"
import {newCard} from "./cards.js"
import {Controls} from "./controls.js"
import {FORMATS, downloadStem, save} from "./downloads.js"
import {Data} from "./data.js"
import {COMPARISONS, DEFAULT_ORDER, FACETS, MARK, Rows, facetOptions} from "./rows.js"

// How many cards are shown at first and added at once: of a long list, each may need a file.
const CARDS = {first: 100, more: 100}, CARDS_OF_LONG_LIST = {first: 12, more: 48}

// The choices in the URL of the page; those of a URL with a query `q` belong to the search.
const readChoices = search => {
  const params = new URLSearchParams(search)
  if (params.has("q")) return new URLSearchParams()
  const choices = pickParams(params, ["text", "ids", ...FACETS, ...NAMES])
  return choices.get("sort") in COMPARISONS ? choices : withValue(choices, "sort", "")
}
const urlOf = params => location.pathname + (params.size ? `?${params}` : "") + location.hash

class PaperList {
  constructor(container, options) {
    this.options = options
    this.data = new Data(options)
    this.cardsAtOnce = this.data.isLong ? CARDS_OF_LONG_LIST : CARDS
    this.cards = new Map() // those made of rows, by place
    this.names = new Map(options.topics.map(topic => [topic.id, topic]))
    this.statuses = new Map(options.statuses.map(({ id, name }) => [id, name]))
    this.list = document.querySelector(".rl-cards > ul")
    /** @type {HTMLElement} */
    this.moreNote = document.querySelector(".rl-more")
    this.initialCards = [...this.list.children] // as the page has them: their titles have formulas
    this.shown = this.initialCards.length
    this.selectedIds = new Set()
    const actionNames = ["choose", "showMore", "reset", "showSelection", "toggleCheckboxes", "download", "share"]
    this.controls = new Controls(container, Object.fromEntries(actionNames.map(
      name => [name, (...args) => this.runAndReport(() => this[name](...args))])))
    this.form = this.controls.form
    /** @type {HTMLElement} */
    this.moreLine = element("p", { className: "rl-grow" }, this.controls.more)
    this.list.parentElement.after(this.moreLine)
    this.addListeners([container, this.controls.details])
    this.restore()
  }

  addListeners(containers) {
    const { text, sort } = this.form.elements
    this.form.addEventListener("submit", event => event.preventDefault())
    for (const each of containers)
      each.addEventListener("focusin", () => this.runAndReport(() => this.rows()), { once: true })
    this.form.addEventListener("input", ({ target }) => {
      const order = sort.value === DEFAULT_ORDER ? "" : sort.value
      const params = withValue(withValue(this.params, "text", text.value), "sort", order)
      this.runAndReport(() => this.choose(params, target))
    })
    this.controls.details.addEventListener("input", ({ target }) => {
      if (this.controls.panel.isFieldOf("tag", target)) this.runAndReport(() => this.offerAllTags())
    }, true)
    this.form.addEventListener("focusout", () => { this.lastEdited = null })
    this.list.addEventListener("change", ({ target }) => {
      const checkbox = /** @type {HTMLInputElement} */ (target)
      this.selectedIds[checkbox.checked ? "add" : "delete"](checkbox.value)
      this.updateStatus()
    })
  }

  async runAndReport(action) {
    try {
      await action()
    } catch {
      this.rowsPromise = null
      this.controls.status.textContent = words("list_failed")
    }
  }

  rows() {
    return this.rowsPromise ??= Rows.read(this.data, this.options).then(rows => this.loadedRows = rows)
  }

  restore() {
    this.lastEdited = null
    this.params = readChoices(location.search)
    return this.runAndReport(() => this.show(this.cardsAtOnce.first))
  }

  // While a reader edits one control, the history has one entry for all its changes.
  choose(params, from = null) {
    this.params = params
    try {
      if (from && this.lastEdited === from) history.replaceState(history.state, "", urlOf(params))
      else history.pushState(null, "", urlOf(params))
    } catch {} // browsers limit how often, and some forbid it in pages opened as files
    this.lastEdited = from
    return this.show(this.cardsAtOnce.first)
  }

  reset() {
    this.form.elements.text.focus()
    return this.choose(new URLSearchParams())
  }

  async show(count) {
    const isUnfiltered = this.params.size === 0
    this.shown = isUnfiltered ? Math.max(count, this.initialCards.length) : count
    if (isUnfiltered && this.shown === this.initialCards.length) {
      this.matches = null // all papers match, so their rows are not needed
      this.renderControls()
      this.replaceCards(this.initialCards)
    } else if (!await this.showMatches(this.params)) return // the choices have changed meanwhile
    if (this.isSelecting) await this.addCheckboxes()
    this.updateStatus()
  }

  // Resolves to whether these are still the choices when their cards are shown.
  async showMatches(params) {
    this.renderControls(this.counts) // shows the pressed control at once
    const rows = await this.rows()
    const isInOrder = !params.has("sort")
    const showCounts = () => {
      const { matches, counts } = rows.filter(params)
      this.matches = matches
      this.renderControls(counts)
    }
    for await (const read of rows.load(params)) {
      if (params !== this.params) return false
      showCounts()
      if (isInOrder && this.matches.length) this.showCards()
      this.controls.countSoFar(this.matches.length, read, this.options.papers)
    }
    if (params !== this.params) return false
    showCounts()
    if (this.showCards()) return true
    this.updateStatus()
    await rows.rowsAt(this.matches.slice(0, this.shown).filter(place => !this.cardAt(place)))
    return params === this.params && this.showCards()
  }

  // Shows the first matches, up to one whose row is not loaded; returns whether all have been shown.
  showCards() {
    const cards = this.matches.slice(0, this.shown).map(place => this.cardAt(place))
    const end = cards.indexOf(undefined)
    this.replaceCards(end < 0 ? cards : cards.slice(0, end))
    return end < 0
  }

  // Until the rows are loaded, shows the counts of all papers.
  renderControls(counts) {
    this.counts = counts
    if (!this.loadedRows) return this.controls.show(this.params, facetOptions(this.options))
    const { groups } = this.loadedRows.facets
    this.controls.show(this.params, groups, counts ?? this.loadedRows.filter(this.params).counts)
  }

  // If the focused card is removed, the focus moves to the card at its position.
  replaceCards(cards) {
    const { children } = this.list
    const focused = this.list.contains(document.activeElement) && document.activeElement
    if (focused && cards.length === children.length && cards.every((card, i) => card === children[i])) return
    const place = focused && [...children].indexOf(focused.closest("li"))
    this.list.replaceChildren(...cards)
    if (!focused) return
    const neighbour = cards[Math.min(place, cards.length - 1)]
    const focusTarget = focused.isConnected ? focused : neighbour?.querySelector(".rl-mark") ?? this.controls.clear
    focusTarget.focus()
  }

  // The reader changed a mark.
  onMarksChanged() {
    return this.runAndReport(async () => {
      if (this.params.has(MARK)) return this.show(this.shown)
      await this.loadedRows?.readIds()
      return this.renderControls()
    })
  }

  // The card of a paper; undefined if its row is not loaded.
  cardAt(place) {
    const row = this.loadedRows.all[place]
    if (row && !this.cards.has(place)) this.cards.set(place, newCard(row, this.names, this.statuses))
    return this.initialCards[place] ?? this.cards.get(place)
  }

  // Lets readers find tags that no filter offers.
  async offerAllTags() {
    const rows = await this.rows()
    if (rows.hasAll) return
    for await (const _ of rows.readAll()); // its steps show nothing
    this.renderControls()
  }

  async showMore() {
    const before = this.list.children.length
    await this.show(this.shown + this.cardsAtOnce.more)
    const title = this.list.children[before]?.querySelector(".rl-title")
    if (title instanceof HTMLElement) title.focus()
  }

  updateStatus() {
    const count = this.matches?.length ?? this.options.papers
    this.controls.count(count, this.options.papers)
    this.controls.showSelectedCount(this.selectedIds.size)
    this.moreLine.hidden = this.list.children.length >= count
    if (this.moreNote) this.moreNote.hidden = true
  }

  // The selection is lost with the page; a copied link keeps it.
  async toggleCheckboxes() {
    this.controls.choose.setAttribute("aria-pressed", this.isSelecting = !this.isSelecting)
    if (this.isSelecting) return this.addCheckboxes()
    this.selectedIds.clear()
    for (const item of [...this.initialCards, ...this.cards.values()]) item.querySelector(".rl-pick")?.remove()
    this.updateStatus()
  }

  async addCheckboxes() {
    const items = [...this.list.children]
    const places = this.matches?.slice(0, items.length) ?? [...items.keys()]
    for (const [i, row] of (await (await this.rows()).rowsAt(places)).entries()) {
      const item = items[i]
      if (!this.isSelecting || item.querySelector(".rl-pick")) continue
      const checkbox = element("input", { type: "checkbox", className: "rl-pick", value: row.id,
        checked: this.selectedIds.has(row.id) })
      checkbox.setAttribute("aria-label", words("select_paper", { title: row.title }))
      item.prepend(checkbox)
    }
  }

  showSelection() {
    return this.choose(new URLSearchParams({ ids: [...this.selectedIds].join(",") }))
  }

  // Exports the selected papers, or those that match.
  async download(format) {
    const rows = await this.rows()
    const ids = await rows.readIds()
    const places = this.selectedIds.size ? [...ids.keys()].filter(place => this.selectedIds.has(ids[place]))
      : this.matches ?? [...ids.keys()]
    const [ending, type, write] = FORMATS[format]
    const site = document.querySelector("meta[property='og:site_name']")?.getAttribute("content") ?? ""
    const isPicked = this.selectedIds.size || this.params.has("ids")
    const choices = [...pickParams(this.params, ["text", ...FACETS, ...NAMES])]
      .flatMap(([name, value]) => name === "sort" ? [] : name === "code" ? `${name} ${value}` : value)
    const stem = downloadStem(site, isPicked ? [String(places.length)] : choices)
    save(`${stem}.${ending}`, type, await write(places, rows, this.names))
  }

  async share({ target: button }) {
    const url = new URL(location.href)
    if (this.selectedIds.size) url.search = String(new URLSearchParams({ ids: [...this.selectedIds].join(",") }))
    try {
      await navigator.clipboard.writeText(url.href)
      button.textContent = words("copied")
    } catch {
      if (this.selectedIds.size) await this.showSelection()
      button.textContent = words("link_not_copied")
    }
    setTimeout(() => { button.textContent = words("copy_link") }, 3000)
  }
}

export {PaperList}
