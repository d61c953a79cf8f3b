// The reader's progress on a reading path: a button beside each paper, and where to go on.

import {element} from "./dom.js"
import {marks} from "./marks.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const isRead = ({ dataset }) => marks.of(dataset.paper).includes("read")

// Sets attributes and texts only where they change: other scripts watch the page.
const showProgress = (list, line) => {
  /** @type {HTMLElement[]} */
  const steps = [...list.children]
  const read = steps.filter(isRead)
  for (const step of list.querySelectorAll("[data-paper]")) step.classList.toggle("rl-step--read", isRead(step))
  const next = steps.find(step => !isRead(step))
  if (!read.length) return line.replaceChildren()
  /** @type {HTMLAnchorElement} */
  const title = next?.querySelector(".rl-title")
  line.replaceChildren(
    element("progress", { max: steps.length, value: read.length, ariaHidden: "true" }),
    element("span", {}, words("path_read", read.length, { all: steps.length })),
    title ? element("a", { href: title.href, textContent: words("path_continue", { title: title.textContent }) })
      : element("span", { textContent: words("path_done") }))
}

const addButtons = list => {
  for (const step of list.querySelectorAll("[data-paper]")) {
    const { paper, was } = step.dataset
    if (was) marks.moveMarks(was.split(" "), paper)
    const group = marks.newToggles(paper, step.querySelector(".rl-title").textContent, ["read"])
    const branch = step.querySelector(":scope > .rl-label")
    step.insertBefore(group, branch)
  }
}

let current
marks.subscribe(() => { if (current?.list.isConnected) showProgress(current.list, current.line) })

const start = () => {
  const list = document.querySelector(".rl-path:not(:has(.rl-toggles))")
  if (!list) return
  current = { list, line: document.querySelector(".rl-progress") }
  addButtons(list)
  showProgress(list, current.line)
}

onPageShown(start)
