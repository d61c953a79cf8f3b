// Before the theme's own script: notes the worker that the theme starts, so that filters can speak
// to it; takes the query from the address; and puts a line with the number of matches above the
// results. Whatever else the filters need is loaded once a reader types or opens them.
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
  const load = path => self.readingListLoad(folder + path) // it comes after this script

  const status = Object.assign(document.createElement("p"), {textContent: results.firstElementChild.textContent.trim()})
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
  results.parentElement.tabIndex = -1 // its buttons are stops, it is none

  const box = {folder, search, input, results, toggle, bar, line, status, filters, params: new URLSearchParams()}
  let beside
  const rest = () => beside ??= load("../facets.js").then(() => load("beside.js"))
    .then(() => self.readingListBeside(box))
    .catch(error => { beside = undefined; console.warn(error) })

  const Plain = self.Worker
  self.Worker = class extends Plain {
    constructor(url, options) {
      super(url, options)
      if (!String(url).endsWith(WORKER)) return
      self.Worker = Plain
      box.worker = this
      this.addEventListener("message", ({data}) => { if (data.type === 3) box.answered = data.data })
      if (box.params.size) this.postMessage({type: 4, data: {params: String(box.params), groups: true}})
    }
  }

  // A query in the address, which the theme would take away once the search is closed.
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
        rest()
      })
    } catch {} // pages opened as files may not change their address: then the theme does it all
  }

  // The theme closes the search at Tab, and takes every other key for the query's.
  search.addEventListener("keydown", event => {
    const target = /** @type {Element} */ (event.target)
    const arrow = event.key.startsWith("Arrow") && !target.matches("select, input")
    if (event.key === "Tab" || target.closest(".rl-beside, .rl-facets") && event.key !== "Escape" && !arrow)
      event.stopPropagation()
  })
  search.addEventListener("focusout", ({relatedTarget}) => {
    if (relatedTarget && !search.contains(/** @type {Node} */ (relatedTarget)) && toggle.checked) toggle.click()
  })
  input.addEventListener("input", () => { if (input.value.trim()) rest() })
  filters.addEventListener("click", async () => (await rest())?.toggle())
  addEventListener("popstate", () => {
    const params = new URLSearchParams(location.search)
    // A moment later: the theme closes the search when pages are swapped.
    if (params.has("q")) setTimeout(() => rest().then(shown => shown?.restore(params)), 250)
    else if (toggle.checked) toggle.click()
  })
  addEventListener("pageshow", ({persisted}) => {
    const params = new URLSearchParams(location.search)
    if (persisted && params.has("q")) rest().then(shown => shown?.restore(params))
  })
})()
