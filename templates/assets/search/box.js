// Runs before the theme's script: intercepts the worker that the theme starts, so that filters can
// send messages to it; takes the query from the URL; and adds a line with the number of matches above
// the results. The rest of the filters is loaded when a reader types or opens them.
(() => {
  const WORKER = "assets/search/worker.js"
  /** @type {HTMLElement} */
  const search = document.querySelector("[data-md-component=search]")
  /** @type {HTMLInputElement} */
  const input = document.querySelector("[data-md-component=search-query]")
  const results = document.querySelector("[data-md-component=search-result]")
  /** @type {HTMLInputElement} */
  const toggle = document.querySelector("[data-md-toggle=search]")
  if (!search || !input || !results || !toggle) return
  const folder = new URL(".", /** @type {HTMLScriptElement} */ (document.currentScript).src).href
  const loadScript = path => self.readingListLoad(folder + path) // defined by a later script

  const status = Object.assign(document.createElement("p"), {textContent: self.readingListWords("search_hint")})
  status.setAttribute("role", "status")
  const filters = Object.assign(document.createElement("button"), {type: "button", textContent: self.readingListWords("filters")})
  filters.setAttribute("aria-expanded", "false")
  const line = document.createElement("div")
  line.className = "rl-beside-line"
  line.append(status, filters)
  const bar = document.createElement("div")
  bar.className = "rl-beside md-typeset"
  bar.append(line)
  results.before(bar)
  results.parentElement.tabIndex = -1 // the Tab key stops at its buttons, not at itself

  const box = {folder, search, input, results, toggle, bar, line, status, filters, params: new URLSearchParams()}
  self.readingListBox = box // for the offers before the first key
  let filterController
  const loadFilters = () => filterController ??= loadScript("../facets.js").then(() => loadScript("beside.js"))
    .then(() => self.readingListBeside(box))
    .catch(error => { filterController = undefined; console.warn(error) })

  const OriginalWorker = self.Worker
  self.Worker = class extends OriginalWorker {
    constructor(url, options) {
      super(url, options)
      if (!String(url).endsWith(WORKER)) return
      self.Worker = OriginalWorker
      box.worker = this
      this.addEventListener("message", ({data}) => {
        if (data.type !== 3) return
        box.lastResult = data.data
        box.onResult?.()
      })
      if (box.params.size) this.postMessage({type: 4, data: {params: String(box.params), groups: true}})
    }
  }

  // Opens the search with the query of a URL; the theme would remove it when the search is closed.
  box.open = params => {
    box.params = params
    input.value = params.get("q") ?? ""
    params.delete("q")
    if (!toggle.checked) toggle.click()
    input.focus()
    input.dispatchEvent(new KeyboardEvent("keyup"))
  }
  const {searchParams, pathname, hash} = new URL(location.href)
  if (searchParams.has("q")) {
    try {
      history.replaceState(history.state, "", pathname + hash)
      box.params = new URLSearchParams(searchParams)
      box.params.delete("q")
      input.value = searchParams.get("q")
      document.addEventListener("DOMContentLoaded", () => {
        box.open(searchParams)
        loadFilters()
      })
    } catch {} // pages opened as files cannot change their URL: there the theme handles the query
  }

  // The theme closes the search at Tab, and treats every other key as part of the query.
  search.addEventListener("keydown", event => {
    const target = /** @type {Element} */ (event.target)
    const isArrow = event.key.startsWith("Arrow") && !target.matches("select, input")
    if (event.key === "Tab" || target.closest(".rl-beside, .rl-facets, .rl-offers") && event.key !== "Escape" && !isArrow)
      event.stopPropagation()
  })
  search.addEventListener("focusout", ({relatedTarget}) => {
    if (relatedTarget && !search.contains(/** @type {Node} */ (relatedTarget)) && toggle.checked) toggle.click()
  })
  input.addEventListener("input", () => { if (input.value.trim()) loadFilters() })
  filters.addEventListener("click", async () => (await loadFilters())?.toggle())
  addEventListener("popstate", () => {
    const params = new URLSearchParams(location.search)
    // Delayed, as the theme closes the search when it swaps pages.
    if (params.has("q")) setTimeout(() => loadFilters().then(controller => controller?.restore(params)), 250)
    else if (toggle.checked) toggle.click()
  })
  addEventListener("pageshow", ({persisted}) => {
    const params = new URLSearchParams(location.search)
    if (persisted && params.has("q")) loadFilters().then(controller => controller?.restore(params))
  })
})()
