// A paper's page: buttons that copy a citation, and the way through the topic one came from.
// Nothing here is needed to read the page.

import {button, element} from "./dom.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const MESSAGE_MS = 3000 // how long a button says that it copied

/** @type {(row: HTMLDetailsElement) => Promise<[string, (format: string) => string]>} */
const copyText = async row => {
  const shown = row.querySelector("pre")
  try {
    await navigator.clipboard.writeText(shown.textContent)
    return [words("copied"), format => words("copied_format", { format })]
  } catch {
    row.open = true
    getSelection().selectAllChildren(shown)
    return [words("selected"), format => words("selected_format", { format })]
  }
}

const offerCopies = box => {
  const status = element("p", {className: "rl-unseen"})
  status.setAttribute("role", "status")
  for (const row of [...box.children]) {
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
  box.append(status)
}

const hideOtherWays = ways => {
  const from = /\/topics\/([a-z0-9-]+)(?:\/|\.html)$/.exec(document.referrer.split(/[?#]/)[0])
  const anchor = location.hash.startsWith("#in-") ? location.hash : from && `#in-${from[1]}`
  const items = [...ways.querySelectorAll("li")]
  const chosen = items.find(item => anchor && item.querySelector(`a[href$="${CSS.escape(anchor)}"]`))
  for (const item of items) item.hidden = Boolean(chosen) && item !== chosen
}

const start = () => {
  for (const box of document.querySelectorAll(".rl-cite:not(:has(.rl-copy))")) offerCopies(box)
  for (const ways of document.querySelectorAll(".rl-ways")) hideOtherWays(ways)
}

onPageShown(start)
