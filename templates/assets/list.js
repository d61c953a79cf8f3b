// On the page of all papers: loads its filters, and those parts that the search has too.

import {load} from "./loading.js"
import {onPageShown} from "./pages.js"

const folder = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href
const loadPart = name => load(`${folder}${name}.js`)
let parts

const start = async () => {
  const place = document.querySelector(".rl-tools:empty")
  if (!place) return
  try {
    await (parts ??= loadPart("facets").then(() => loadPart("papers")))
    await self.readingListPapers()
  } catch {
    place.remove() // then there is the list alone
  }
}

onPageShown(start)
