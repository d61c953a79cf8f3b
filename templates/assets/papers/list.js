// The page of all papers. The address has what is chosen; the list follows it.

import {NAMES, element, only, withValue, words} from "./shared.js"
import {newCard} from "./cards.js"
import {Controls} from "./controls.js"
import {FORMATS, save} from "./downloads.js"
import {COMPARISONS, DEFAULT_ORDER, FACETS, MARK, Rows, offerValues} from "./rows.js"

const CARDS_AT_ONCE = 100 // cards that are laid out at once

// What the page's own address says; a query with facets belongs to the search.
const readChoices = search => {
  const params = new URLSearchParams(search)
  if (params.has("q")) return new URLSearchParams()
  const named = only(params, ["text", "ids", ...FACETS.map(({ name }) => name), ...NAMES])
  return named.get("sort") in COMPARISONS ? named : withValue(named, "sort", "")
}
const addressOf = params => location.pathname + (params.size ? `?${params}` : "") + location.hash

class PaperList {
  constructor(place, known) {
    this.known = known
    this.names = new Map(known.topics.map(topic => [topic.id, topic]))
    this.statuses = new Map(known.statuses.map(({ id, name }) => [id, name]))
    this.list = document.querySelector(".rl-cards > ul")
    /** @type {HTMLElement} */
    this.note = document.querySelector(".rl-more")
    this.first = [...this.list.children] // as the page has them: their titles have formulas
    this.shown = this.first.length
    this.picked = new Set()
    const acts = ["choose", "grow", "reset", "pick", "offerBoxes", "download", "share"]
    this.controls = new Controls(place, Object.fromEntries(acts.map(
      name => [name, (...said) => this.safely(() => this[name](...said))])))
    this.form = this.controls.form
    /** @type {HTMLElement} */
    this.growLine = element("p", { className: "rl-grow" }, this.controls.more)
    this.list.parentElement.after(this.growLine)
    this.listen([place, this.controls.folds])
    this.restore()
  }

  listen(places) {
    const { text, sort } = this.form.elements
    this.form.addEventListener("submit", event => event.preventDefault())
    for (const each of places)
      each.addEventListener("focusin", () => this.safely(() => this.rows()), { once: true })
    this.form.addEventListener("input", ({ target }) => {
      const order = sort.value === DEFAULT_ORDER ? "" : sort.value
      const params = withValue(withValue(this.params, "text", text.value), "sort", order)
      this.safely(() => this.choose(params, target))
    })
    this.form.addEventListener("focusout", () => { this.at = null })
    this.list.addEventListener("change", ({ target }) => {
      const box = /** @type {HTMLInputElement} */ (target)
      this.picked[box.checked ? "add" : "delete"](box.value)
      this.tell()
    })
  }

  async safely(act) {
    try {
      await act()
    } catch {
      this.asked = null
      this.controls.status.textContent = words("list_failed")
    }
  }

  rows() {
    return this.asked ??= Rows.read("list.js", offerValues(this.known), this.names).then(rows => this.read = rows)
  }

  restore() {
    this.at = null
    this.params = readChoices(location.search)
    return this.safely(() => this.show(CARDS_AT_ONCE))
  }

  // One step back for a word, however many letters, and for a way through a menu by arrows.
  choose(params, from = null) {
    this.params = params
    try {
      if (from && this.at === from) history.replaceState(history.state, "", addressOf(params))
      else history.pushState(null, "", addressOf(params))
    } catch {} // nobody may too often, and some browsers not in pages opened as files
    this.at = from
    return this.show(CARDS_AT_ONCE)
  }

  reset() {
    this.form.elements.text.focus()
    return this.choose(new URLSearchParams())
  }

  async show(shown) {
    const plain = this.params.size === 0
    this.shown = plain ? Math.max(shown, this.first.length) : shown
    if (plain && this.shown === this.first.length) {
      this.found = null // all, and their rows are not needed
      this.draw()
      this.lay(this.first)
    } else {
      this.draw(this.counts) // what was pressed is seen at once
      const rows = await this.rows()
      const { found, counts } = rows.matching(this.params) // as it is now, not when it was asked
      this.found = found
      this.draw(counts)
      this.lay(found.slice(0, this.shown).map(row => this.cardOf(row)))
    }
    if (this.choosing) await this.addBoxes()
    this.tell()
  }

  // Before the rows are there, what the page offers stands for them.
  draw(counts) {
    this.counts = counts
    if (!this.read) return this.controls.show(this.params, offerValues(this.known))
    const { groups } = this.read.facets
    this.controls.show(this.params, groups, counts ?? this.read.matching(this.params).counts)
  }

  // A card that goes while the keyboard is in it hands that on to the one in its place.
  lay(cards) {
    const { children } = this.list
    const held = this.list.contains(document.activeElement) && document.activeElement
    if (held && cards.length === children.length && cards.every((card, i) => card === children[i])) return
    const place = held && [...children].indexOf(held.closest("li"))
    this.list.replaceChildren(...cards)
    if (!held) return
    const near = cards[Math.min(place, cards.length - 1)]
    const stop = held.isConnected ? held : near?.querySelector(".rl-mark") ?? this.controls.clear
    stop.focus()
  }

  // The reader changed a mark.
  remark() {
    return this.params.has(MARK) ? this.safely(() => this.show(this.shown)) : this.draw()
  }

  cardOf(row) {
    return this.first[row.place] ?? (row.card ??= newCard(row, this.names, this.statuses))
  }

  async grow() {
    const before = this.list.children.length
    await this.show(this.shown + CARDS_AT_ONCE)
    const title = this.list.children[before]?.querySelector(".rl-title")
    if (title instanceof HTMLElement) title.focus()
  }

  tell() {
    const count = this.found?.length ?? this.known.papers
    this.controls.count(count, this.known.papers)
    this.controls.selected(this.picked.size)
    this.growLine.hidden = this.list.children.length >= count
    if (this.note) this.note.hidden = true
  }

  // The selection lives as long as the page; a link keeps it.
  async offerBoxes() {
    this.controls.choose.setAttribute("aria-pressed", this.choosing = !this.choosing)
    if (this.choosing) return this.addBoxes()
    this.picked.clear()
    const cards = [...this.first, ...(await this.rows()).all.flatMap(row => row.card ?? [])]
    cards.forEach(item => item.querySelector(".rl-pick")?.remove())
    this.tell()
  }

  async addBoxes() {
    const rows = this.found ?? (await this.rows()).all
    rows.slice(0, this.list.children.length).forEach((row, place) => {
      const item = this.list.children[place]
      if (item.querySelector(".rl-pick")) return
      const box = element("input", { type: "checkbox", className: "rl-pick", value: row.id,
        checked: this.picked.has(row.id) })
      box.setAttribute("aria-label", words("select_paper", { title: row.title }))
      item.prepend(box)
    })
  }

  pick() {
    return this.choose(new URLSearchParams({ ids: [...this.picked].join(",") }))
  }

  async taken() {
    const { all } = await this.rows()
    return this.picked.size ? all.filter(row => this.picked.has(row.id)) : this.found ?? all
  }

  async download(format) {
    const [name, type, write] = FORMATS[format]
    save(name, type, await write(await this.taken(), this.names))
  }

  async share({ target: button }) {
    const address = new URL(location.href)
    if (this.picked.size) address.search = String(new URLSearchParams({ ids: [...this.picked].join(",") }))
    try {
      await navigator.clipboard.writeText(address.href)
      button.textContent = words("copied")
    } catch {
      if (this.picked.size) await this.pick()
      button.textContent = words("link_not_copied")
    }
    setTimeout(() => { button.textContent = words("copy_link") }, 3000)
  }
}

export {PaperList}
