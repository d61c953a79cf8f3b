// A reader's own marks: to read, read, a star. They stay in this browser; nothing is sent anywhere.
// Other scripts use what `readingListMarks` offers.

import {element} from "./dom.js"
import {KINDS, mergeKinds, normalizeKinds, parseMarks} from "./marks-data.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const NAMES = { "to-read": words("mark_to_read"), read: words("mark_read"), star: words("mark_star") }
const SIGNS = { "to-read": words("you_to_read"), read: words("you_read") }
const ROOT = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src) // of the site; several may share a host
const KEY = `reading-list:marks:${ROOT.pathname}`
const VERSION = 1
const PAPER = /^papers\/([a-z0-9-]+)(?:\/|\/index\.html|\.html)?$/

let loose = null // the marks of this page alone, where the browser keeps none
let seen = null // what was read last; another tab may change it

const readStored = () => {
  if (loose) return loose
  try {
    return parseMarks(localStorage.getItem(KEY))
  } catch {
    return new Map()
  }
}

const listeners = new Set()
const known = () => seen ??= readStored()
const notify = () => { seen = null; for (const listener of listeners) listener() }

// Changes what is stored now, whatever this tab has seen; tells whether the browser keeps it.
const change = amend => {
  const marks = new Map(readStored())
  amend(marks)
  for (const [id, kinds] of marks) if (!kinds.length) marks.delete(id)
  const papers = Object.fromEntries([...marks].sort(([a], [b]) => (a < b ? -1 : 1)))
  try {
    if (marks.size) localStorage.setItem(KEY, JSON.stringify({ version: VERSION, papers }))
    else localStorage.removeItem(KEY)
    loose = null
  } catch {
    loose = marks
  }
  notify()
  return !loose
}

const setMark = (id, kind, on) => change(marks => {
  const others = (marks.get(id) ?? []).filter(other => other !== kind)
  const against = { "to-read": "read", read: "to-read" }[kind]
  marks.set(id, on ? normalizeKinds([...others.filter(other => other !== against), kind]) : others)
})

const of = id => [...(known().get(id) ?? [])]

// A paper that had another address: its marks move along.
const follow = (was, id) => {
  const old = was.filter(name => known().has(name))
  if (!old.length) return
  change(marks => {
    for (const name of old) {
      marks.set(id, mergeKinds(marks.get(name) ?? [], marks.get(id)))
      marks.delete(name)
    }
  })
}

// What is shown
const idOf = link => link.href.startsWith(ROOT.href)
  ? PAPER.exec(link.href.slice(ROOT.href.length).split(/[?#]/)[0])?.[1] : undefined

// Pages are folders or files, as the address at hand says.
const marksPage = address =>
  new URL(/(?<!\/index)\.html(?:$|[?#])/.test(address) ? "marks.html" : "marks/", ROOT)

const voice = element("p", { className: "rl-unseen" })
voice.setAttribute("role", "status")

// A line beside the button: the first mark says where it is kept, a lost one that it is lost.
const announce = (button, text, first, kept) => {
  for (const old of document.querySelectorAll(".rl-kept")) old.remove()
  const more = kept ? (first ? words("marks_kept") : "") : words("marks_not_kept")
  voice.textContent = `${text} ${more}`.trim()
  if (!more) return
  const near = button.closest("li, .rl-marks")
  const card = near.querySelector(".rl-title") // a paper's own page has the link already
  const link = card ? [" ", element("a", { href: marksPage(card.href), textContent: words("title_marks") })] : []
  near.append(element("p", { className: "rl-kept" }, more, ...link))
}

const describeChange = (kind, on) => on ? words("marked", { mark: NAMES[kind] })
  : words("no_longer_marked", { mark: NAMES[kind] })

const newToggle = (id, kind, label) => {
  const button = element("button", { type: "button", className: `rl-mark rl-mark--${kind}` })
  Object.assign(button.dataset, { paper: id, mark: kind })
  button.setAttribute("aria-pressed", String(of(id).includes(kind)))
  if (label) button.setAttribute("aria-label", label)
  else button.textContent = NAMES[kind]
  button.addEventListener("click", () => {
    const first = !known().size
    const on = !of(id).includes(kind)
    announce(button, describeChange(kind, on), first && on, setMark(id, kind, on))
  })
  return button
}

const newToggles = (id, title) => {
  const group = element("div", { className: "rl-toggles" }, ...KINDS.map(kind => newToggle(id, kind)))
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", title ? words("marks_of", { title }) : words("title_marks"))
  return group
}

const showSign = (link, id) => {
  const kind = of(id).find(found => SIGNS[found])
  const shown = link.parentElement.querySelector(":scope > .rl-sign")
  if (shown?.textContent === (SIGNS[kind] ?? undefined)) return
  shown?.previousSibling.remove() // the space before it
  shown?.remove()
  if (kind) link.after(" ", element("span", { className: "rl-sign", textContent: SIGNS[kind] }))
}

const show = () => {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const titles = document.querySelectorAll(".rl-cards .rl-title")
  for (const link of titles) {
    const id = idOf(link)
    if (!id) continue
    if (link.dataset.was) follow(link.dataset.was.split(" "), id)
    const item = link.closest("li")
    if (!item.querySelector(".rl-mark")) item.append(newToggle(id, "star", words("star_of", { title: link.textContent })))
    showSign(link, id)
  }
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = document.querySelectorAll("[data-mark]")
  for (const button of buttons) {
    const pressed = String(of(button.dataset.paper).includes(button.dataset.mark))
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed)
  }
}

const lists = new MutationObserver(show) // filters bring and take cards

const start = () => {
  const page = document.querySelector("article") ?? document.body
  page.append(voice)
  /** @type {HTMLElement} */
  const place = document.querySelector(".rl-marks:empty")
  if (place) {
    const { paper, was } = place.dataset
    if (was) follow(was.split(" "), paper)
    place.append(newToggles(paper), element("a", { href: marksPage(location.href), textContent: words("title_marks") }))
  }
  lists.disconnect()
  for (const list of document.querySelectorAll(".rl-cards")) {
    lists.observe(list, { childList: true, subtree: true })
  }
  show()
}

listeners.add(show)
addEventListener("storage", ({ key }) => { if (key === KEY || key === null) notify() })
addEventListener("pageshow", ({ persisted }) => { if (persisted) notify() })

// Marks as other scripts see and change them.
const marks = {
  KINDS, ROOT, newToggles, mergeKinds, change, follow, of,
  kept: () => !loose,
  all: () => new Map([...known()].map(([id, kinds]) => [id, [...kinds]])),
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
self.readingListMarks = marks

onPageShown(start)

export {marks}
