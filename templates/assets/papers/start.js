// Adds the filters to a page that has a container for them.

import {load, marks} from "./shared.js"
import {PaperList} from "./list.js"

let current
addEventListener("popstate", () => {
  const search = new URLSearchParams(location.search)
  if (current?.form.isConnected && !search.has("q")) current.restore()
})
marks.subscribe(() => { if (current?.form.isConnected) current.onMarksChanged() })

self.readingListPapers = async () => {
  const container = document.querySelector(".rl-tools:empty")
  if (!container || !document.querySelector(".rl-cards > ul")) return
  const options = await load("filters.js").catch(() => null)
  if (!options) container.remove() // the list works without filters
  else if (container.isConnected && !container.hasChildNodes()) current = new PaperList(container, options)
}
