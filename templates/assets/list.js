// On the page of all papers: loads the scripts of its filters, of which the search uses some, too.

import {load} from "./loading.js"
import {onPageShown} from "./pages.js"

const folder = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href
const loadBundle = name => load(`${folder}${name}.js`)
let bundles

const start = async () => {
  const container = document.querySelector(".rl-tools:empty")
  if (!container) return
  try {
    await (bundles ??= loadBundle("facets").then(() => loadBundle("papers")))
    await self.readingListPapers()
  } catch {
    container.remove() // the list works without filters
  }
}

onPageShown(start)
