// A reader's own note about a paper, and the reader's named lists that have it. Like marks, they stay in
// this browser; nothing is sent anywhere.

import {element} from "./dom.js"
import {marks, marksPage} from "./marks.js"
import {MAX_LIST_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, mergeEntries, normalizeEntry, normalizeName, parseNotebook} from "./notebook-data.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const KEY = `reading-list:notebook:${marks.ROOT.pathname}`
const VERSION = 1

let unstoredEntries = null // the entries of this page alone, if the browser cannot store any
const listeners = new Set()

const all = () => {
  if (unstoredEntries) return new Map(unstoredEntries)
  try {
    return parseNotebook(localStorage.getItem(KEY))
  } catch {
    return new Map()
  }
}

// Changes the stored entries; returns whether the browser stored them.
const change = update => {
  const entries = all()
  update(entries)
  for (const [id, entry] of entries) if (!entry) entries.delete(id)
  const papers = Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
  try {
    if (entries.size) localStorage.setItem(KEY, JSON.stringify({version: VERSION, papers}))
    else localStorage.removeItem(KEY)
    unstoredEntries = null
  } catch {
    unstoredEntries = entries
  }
  for (const listener of listeners) listener()
  return !unstoredEntries
}

const of = id => all().get(id) ?? {note: "", lists: []}

// Moves the entries of a paper's former ids to its present one.
const moveEntries = (aliases, id) => {
  const entries = all()
  if (!aliases.some(name => entries.has(name))) return
  change(stored => {
    for (const name of aliases) {
      if (stored.has(name)) stored.set(id, mergeEntries(stored.get(id), stored.get(name)))
      stored.delete(name)
    }
  })
}

// The names of all lists of the reader, in order.
const listNames = () => [...new Set([...all().values()].flatMap(({lists}) => lists))]
  .sort((a, b) => a.localeCompare(b, words.language))

const notebook = {
  all, change, of, listNames, moveEntries,
  isStored: () => !unstoredEntries,
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

class Editor {
  constructor(id, place) {
    this.id = id
    this.summary = element("summary")
    this.status = element("p", {className: "rl-kept"})
    this.status.setAttribute("role", "status")
    this.note = element("textarea", {rows: 4, maxLength: MAX_NOTE_CHARACTERS})
    this.note.addEventListener("change", () => this.save({note: this.note.value}))
    this.lists = element("fieldset")
    this.name = element("input", {type: "text", maxLength: MAX_LIST_NAME_CHARACTERS})
    const form = element("form", {},
      element("label", {}, `${words("notebook_new_list")} `, this.name), " ",
      element("button", {textContent: words("notebook_add")}))
    form.addEventListener("submit", event => { event.preventDefault(); this.addList() })
    const details = element("details", {}, this.summary,
      element("label", {}, element("span", {textContent: words("notebook_note")}), this.note), this.lists, form,
      element("p", {}, element("a", {href: marksPage(location.href), textContent: words("title_marks")})), this.status)
    place.replaceChildren(details)
    this.show()
  }

  show() {
    const {note, lists} = of(this.id)
    const chosen = [note && words("notebook_note"), ...lists].filter(Boolean).join(" \u00b7 ")
    this.summary.textContent = chosen ? words("notebook_has", {text: chosen}) : words("notebook")
    if (document.activeElement !== this.note) this.note.value = note
    const boxes = listNames().map(name => {
      const box = element("input", {type: "checkbox", checked: lists.includes(name)})
      box.addEventListener("change", () => this.setList(name, box.checked))
      return element("label", {}, box, ` ${name}`)
    })
    const focused = [...this.lists.querySelectorAll("input")].indexOf(/** @type {HTMLInputElement} */ (document.activeElement))
    this.lists.hidden = !boxes.length
    this.lists.replaceChildren(element("legend", {textContent: words("notebook_lists")}), ...boxes)
    if (focused >= 0) this.lists.querySelectorAll("input")[focused]?.focus()
  }

  save(changes) {
    const isFirst = !all().size
    const isStored = change(entries => entries.set(this.id, normalizeEntry({...of(this.id), ...changes})))
    this.status.textContent = !isStored ? words("marks_not_kept") : isFirst ? words("notebook_kept") : words("notebook_saved")
  }

  setList(name, isIn) {
    const others = of(this.id).lists.filter(other => other !== name)
    this.save({lists: isIn ? [...others, name] : others})
  }

  addList() {
    const name = normalizeName(this.name.value)
    this.name.value = ""
    if (name) this.setList(name, true)
  }
}

let editor
const start = () => {
  /** @type {HTMLElement} */
  const place = document.querySelector(".rl-notebook:empty")
  if (!place) return
  const {paper, was: aliases} = place.dataset
  if (aliases) moveEntries(aliases.split(" "), paper)
  editor = new Editor(paper, place)
}

listeners.add(() => { if (editor?.note.isConnected) editor.show() })
addEventListener("storage", ({key}) => { if (key === KEY || key === null) for (const listener of listeners) listener() })
onPageShown(start)

export {notebook}
