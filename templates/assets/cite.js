// A paper's page: buttons that copy a citation, and links to the previous and next paper of the
// topic that the reader came from.
// Nothing here is needed to read the page.

import {button, element} from "./dom.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const MESSAGE_MS = 3000 // how long a button says that it copied

/** @type {(row: HTMLDetailsElement) => Promise<[string, (format: string) => string]>} */
const copyText = async row => {
  const pre = row.querySelector("pre")
  try {
    await navigator.clipboard.writeText(pre.textContent)
    return [words("copied"), format => words("copied_format", { format })]
  } catch {
    row.open = true
    getSelection().selectAllChildren(pre)
    return [words("selected"), format => words("selected_format", { format })]
  }
}

const addCopyButtons = container => {
  const status = element("p", {className: "rl-unseen"})
  status.setAttribute("role", "status")
  for (const row of [...container.children]) {
    const format = row.querySelector("summary").textContent
    const copyButton = button(words("copy"), async () => {
      const [short, long] = await copyText(row)
      copyButton.textContent = short
      status.textContent = long(format)
      setTimeout(() => { copyButton.textContent = words("copy"); status.textContent = "" }, MESSAGE_MS)
    }, {className: "rl-copy"})
    copyButton.setAttribute("aria-label", words("copy_format", {format}))
    row.after(copyButton)
  }
  container.append(status)
}

// A paper of several topics has a line of links for each: shows the one the reader came through.
const showOneNavigation = navigation => {
  const topicPath = /\/topics\/([a-z0-9-]+)(?:\/|\.html)$/.exec(document.referrer.split(/[?#]/)[0])
  const anchor = location.hash.startsWith("#in-") ? location.hash : topicPath && `#in-${topicPath[1]}`
  const items = [...navigation.querySelectorAll("li")]
  const selected = items.find(item => anchor && item.querySelector(`a[href$="${CSS.escape(anchor)}"]`))
  for (const item of items) item.hidden = Boolean(selected) && item !== selected
}

const start = () => {
  for (const container of document.querySelectorAll(".rl-cite:not(:has(.rl-copy))")) addCopyButtons(container)
  for (const navigation of document.querySelectorAll(".rl-ways")) showOneNavigation(navigation)
}

onPageShown(start)
