// A reader's own marks: to read, read, a star. They stay in this browser; nothing is sent anywhere.
// Other scripts use `readingListMarks`.

import {element} from "./dom.js"
import {KINDS, mergeKinds, normalizeKinds, parseMarks} from "./marks-data.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const LABELS = { "to-read": words("mark_to_read"), read: words("mark_read"), star: words("mark_star") }
const SHOWN_LABELS = { "to-read": words("you_to_read"), read: words("you_read") }
const ROOT = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src) // of the site; several may share a host
const KEY = `reading-list:marks:${ROOT.pathname}`
const VERSION = 1
const PAPER = /^papers\/([a-z0-9-]+)(?:\/|\/index\.html|\.html)?$/

let unstoredMarks = null // the marks of this page alone, if the browser cannot store any
let cachedMarks = null // as read last; another tab may change them

const readStored = () => {
  if (unstoredMarks) return unstoredMarks
  try {
    return parseMarks(localStorage.getItem(KEY))
  } catch {
    return new Map()
  }
}

const listeners = new Set()
const currentMarks = () => cachedMarks ??= readStored()
const notify = () => { cachedMarks = null; for (const listener of listeners) listener() }

// Changes the stored marks, not those cached in this tab; returns whether the browser stored them.
const change = update => {
  const marks = new Map(readStored())
  update(marks)
  for (const [id, kinds] of marks) if (!kinds.length) marks.delete(id)
  const papers = Object.fromEntries([...marks].sort(([a], [b]) => (a < b ? -1 : 1)))
  try {
    if (marks.size) localStorage.setItem(KEY, JSON.stringify({ version: VERSION, papers }))
    else localStorage.removeItem(KEY)
    unstoredMarks = null
  } catch {
    unstoredMarks = marks
  }
  notify()
  return !unstoredMarks
}

const setMark = (id, kind, isOn) => change(marks => {
  const otherKinds = (marks.get(id) ?? []).filter(other => other !== kind)
  const opposite = { "to-read": "read", read: "to-read" }[kind]
  marks.set(id, isOn ? normalizeKinds([...otherKinds.filter(other => other !== opposite), kind]) : otherKinds)
})

const of = id => [...(currentMarks().get(id) ?? [])]

// Moves the marks of a paper's former ids to its present one.
const moveMarks = (aliases, id) => {
  const oldIds = aliases.filter(name => currentMarks().has(name))
  if (!oldIds.length) return
  change(marks => {
    for (const name of oldIds) {
      marks.set(id, mergeKinds(marks.get(name) ?? [], marks.get(id)))
      marks.delete(name)
    }
  })
}

// The id of the paper that a link leads to.
const paperIdOf = link => link.href.startsWith(ROOT.href)
  ? PAPER.exec(link.href.slice(ROOT.href.length).split(/[?#]/)[0])?.[1] : undefined

// The site's pages are folders or files, as the given URL shows.
const marksPage = address =>
  new URL(/(?<!\/index)\.html(?:$|[?#])/.test(address) ? "marks.html" : "marks/", ROOT)

const liveRegion = element("p", { className: "rl-unseen" })
liveRegion.setAttribute("role", "status")

// A line at the foot of the screen: the first mark explains where it is stored; if it cannot be stored, says so.
const announce = (button, text, isFirst, isStored) => {
  for (const note of document.querySelectorAll(".rl-kept")) note.remove()
  const storageNote = isStored ? (isFirst ? words("marks_kept") : "") : words("marks_not_kept")
  liveRegion.textContent = `${text} ${storageNote}`.trim()
  if (!storageNote) return
  const container = button.closest("li, .rl-marks")
  const card = container.querySelector(".rl-title") // a paper's own page has the link already
  const link = card ? [" ", element("a", { href: marksPage(card.href), textContent: words("title_marks") })] : []
  liveRegion.before(element("p", { className: "rl-kept" }, storageNote, ...link))
}

const describeChange = (kind, isOn) => isOn ? words("marked", { mark: LABELS[kind] })
  : words("no_longer_marked", { mark: LABELS[kind] })

const newToggle = (id, kind, label) => {
  const button = element("button", { type: "button", className: `rl-mark rl-mark--${kind}` })
  Object.assign(button.dataset, { paper: id, mark: kind })
  button.setAttribute("aria-pressed", String(of(id).includes(kind)))
  if (label) button.setAttribute("aria-label", label)
  else button.textContent = LABELS[kind]
  button.addEventListener("click", () => {
    const isFirst = !currentMarks().size
    const isOn = !of(id).includes(kind)
    announce(button, describeChange(kind, isOn), isFirst && isOn, setMark(id, kind, isOn))
  })
  return button
}

const newToggles = (id, title, kinds = KINDS) => {
  const group = element("div", { className: "rl-toggles" }, ...kinds.map(kind => newToggle(id, kind)))
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", title ? words("marks_of", { title }) : words("title_marks"))
  return group
}

const showMarkLabel = (link, id) => {
  const kind = of(id).find(each => SHOWN_LABELS[each])
  const shown = link.parentElement.querySelector(":scope > .rl-sign")
  if (shown?.textContent === (SHOWN_LABELS[kind] ?? undefined)) return
  shown?.previousSibling.remove() // the space before it
  shown?.remove()
  if (kind) link.after(" ", element("span", { className: "rl-sign", textContent: SHOWN_LABELS[kind] }))
}

const show = () => {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const titles = document.querySelectorAll(".rl-cards .rl-title")
  for (const link of titles) {
    const id = paperIdOf(link)
    if (!id) continue
    if (link.dataset.was) moveMarks(link.dataset.was.split(" "), id)
    const item = link.closest("li")
    if (!item.querySelector(".rl-mark")) item.append(newToggle(id, "star", words("star_of", { title: link.textContent })))
    showMarkLabel(link, id)
  }
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = document.querySelectorAll("[data-mark]")
  for (const button of buttons) {
    const pressed = String(of(button.dataset.paper).includes(button.dataset.mark))
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed)
  }
}

const cardObserver = new MutationObserver(show) // filters add and remove cards

const start = () => {
  const page = document.querySelector("article") ?? document.body
  page.append(liveRegion)
  /** @type {HTMLElement} */
  const container = document.querySelector(".rl-marks:empty")
  if (container) {
    const { paper, was: aliases } = container.dataset
    if (aliases) moveMarks(aliases.split(" "), paper)
    container.append(newToggles(paper), element("a", { href: marksPage(location.href), textContent: words("title_marks") }))
  }
  cardObserver.disconnect()
  for (const list of document.querySelectorAll(".rl-cards")) {
    cardObserver.observe(list, { childList: true, subtree: true })
  }
  show()
}

listeners.add(show)
// The line lies over the page until the reader does something else.
addEventListener("pointerdown", ({ target }) => {
  if (!(/** @type {Element} */ (target)).closest(".rl-kept")) document.querySelector(".rl-kept")?.remove()
})
addEventListener("storage", ({ key }) => { if (key === KEY || key === null) notify() })
addEventListener("pageshow", ({ persisted }) => { if (persisted) notify() })

// The marks, for other scripts.
const marks = {
  KINDS, ROOT, newToggles, mergeKinds, change, moveMarks, of,
  isStored: () => !unstoredMarks,
  all: () => new Map([...currentMarks()].map(([id, kinds]) => [id, [...kinds]])),
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
self.readingListMarks = marks

onPageShown(start)

export {marks, marksPage}
