// Marks papers that were added since a reader's last visit, if the reader wants that. The browser
// alone remembers the visits; nothing is sent anywhere.

import {button, element} from "./dom.js"
import {marks} from "./marks.js"
import {onPageShown} from "./pages.js"
import {countNewer, nextVisits, parseVisits} from "./visits-data.js"

const words = self.readingListWords
const KEY = `reading-list:visits:${marks.ROOT.pathname}` // several sites may share a host

const readVisits = () => {
  try {
    return parseVisits(localStorage.getItem(KEY))
  } catch {
    return null
  }
}

// Returns whether the browser stored them; null removes them.
const storeVisits = visits => {
  try {
    if (visits) localStorage.setItem(KEY, JSON.stringify(visits))
    else localStorage.removeItem(KEY)
    return true
  } catch {
    return false
  }
}

const today = () => {
  const now = new Date()
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  return parts.map(part => String(part).padStart(2, "0")).join("-")
}

// The label has a place of its own: nothing on the page moves.
const markCards = visits => {
  /** @type {NodeListOf<HTMLElement>} */
  const titles = document.querySelectorAll(".rl-title[data-added]")
  for (const link of titles) {
    const shown = link.parentElement.querySelector(":scope > .rl-fresh")
    const isNew = Boolean(visits) && link.dataset.added > visits.since.newest
    if (isNew && !shown) link.after(" ", element("span", { className: "rl-fresh", textContent: words("visits_label") }))
    if (!isNew && shown) {
      shown.previousSibling.remove() // the space before it
      shown.remove()
    }
  }
}

const describeNew = (visits, { counts, older }) => {
  const { count, areAll } = countNewer(counts, visits.since.newest)
  const day = visits.since.shown
  if (!count) return words("visits_none", { day })
  return areAll && older !== undefined ? words("visits_many", count, { day }) : words("visits_new", count, { day })
}

// The line on the home page and on "New".
const fillLine = line => {
  const { newest, shown } = line.dataset
  const visit = { day: today(), newest, shown }
  const status = element("span")
  status.setAttribute("role", "status")
  const show = (text = "") => {
    const visits = readVisits()
    status.textContent = text || (visits ? describeNew(visits, line.dataset) : "")
    status.hidden = !status.textContent
    toggle.textContent = visits ? words("visits_stop") : words("visits_start")
    markCards(visits)
  }
  const toggle = button("", () => {
    const isOn = Boolean(readVisits())
    const isStored = storeVisits(isOn ? null : nextVisits(null, visit))
    if (!isStored) show(words("visits_not_kept"))
    else show(isOn ? words("visits_stopped") : words("visits_started", { day: shown }))
  })
  const visits = readVisits()
  if (visits) storeVisits(nextVisits(visits, visit))
  line.replaceChildren(status, toggle)
  return show
}

let update = () => markCards(readVisits())

const start = () => {
  /** @type {HTMLElement} */
  const line = document.querySelector(".rl-visits")
  update = line ? fillLine(line) : () => markCards(readVisits())
  update()
}

addEventListener("storage", ({ key }) => { if (key === KEY || key === null) update() })
addEventListener("pageshow", ({ persisted }) => { if (persisted) start() })

onPageShown(start)
