// Where the page has a place for them, the filters come to it.

import {load, marks} from "./shared.js"
import {PaperList} from "./list.js"

let current
addEventListener("popstate", () => {
  const search = new URLSearchParams(location.search)
  if (current?.form.isConnected && !search.has("q")) current.restore()
})
marks.subscribe(() => { if (current?.form.isConnected) current.remark() })

self.readingListPapers = async () => {
  const place = document.querySelector(".rl-tools:empty")
  if (!place || !document.querySelector(".rl-cards > ul")) return
  const known = await load("filters.js").catch(() => null)
  if (!known) place.remove() // then there is the list alone
  else if (place.isConnected && !place.hasChildNodes()) current = new PaperList(place, known)
}
