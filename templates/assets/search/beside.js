// The filters beside the results of the search: what is chosen goes to the worker, and what it
// answers is announced, counted and put into the address.
self.readingListBeside = box => {
  const words = self.readingListWords
  const ORDERS = {"": words("order_best"), newest: words("order_published"),
                  comments: words("order_discussed")}
  const QUERY = "q", RESULT = 3, WISH = 4
  const {NAMES, Panel, element, button, only, withValue} = self.readingListFacets
  const {input, results, toggle, worker, status, filters} = box
  const initial = status.textContent
  const wide = matchMedia("(min-width: 60em)")
  let params = new URLSearchParams(), groups = null, counts = null, answered = box.answered
  let own = "", path = "", following = false, waiting

  const panel = new Panel(changed => choose(changed), () => wide.matches)
  panel.element.id = "rl-panel"
  panel.element.hidden = true
  panel.element.classList.add("md-typeset")
  panel.fallback = filters
  filters.setAttribute("aria-controls", panel.element.id)
  const order = element("select", {}, ...Object.entries(ORDERS).map(([id, name]) => new Option(name, id)))
  order.addEventListener("change", () => choose(withValue(params, "sort", order.value)))
  const label = element("label", {}, element("span", {className: "rl-unseen", textContent: words("order")}), order)
  const clear = button(words("clear_filters"), () => {
    choose(only(params, ["sort"]))
    filters.focus()
  })
  const list = element("a", {textContent: words("facets_list")})
  const chosen = element("div", {className: "rl-chosen-line"}, panel.chips, clear, list)
  filters.before(label)
  box.bar.append(chosen)
  results.before(panel.element)

  const filtered = () => [...params.keys()].some(name => name !== "sort")

  function choose(changed) {
    params = changed
    draw()
    ask()
  }

  function ask() {
    const wished = params.size || !panel.element.hidden
    worker.postMessage({type: WISH, data: wished ? {params: String(params), groups: !groups} : null})
  }

  function draw() {
    const some = params.size - Number(params.has("sort"))
    filters.textContent = some ? words("filters_chosen", some) : words("filters")
    order.value = params.get("sort") ?? ""
    input.required = !params.size // the theme shows its buttons where the field is valid
    clear.hidden = !filtered()
    if (groups && counts) panel.update(groups, counts, params)
    describeResults()
    keep()
  }

  function describeResults() {
    const failed = answered?.items[0]?.[0].location === ""
    const {matches = 0, items} = answered ?? {items: []}
    const asked = input.value.trim() || filtered()
    const count = filtered() ? words("papers", matches) : words("facets_matches", matches)
    const found = matches > items.length ? words("facets_shown", items.length, {count})
      : items.length > matches ? words("facets_others", {count}) : count
    const text = !asked || failed ? initial
      : matches ? found : filtered() ? words("facets_none") : words("facets_no_match")
    if (status.textContent !== text) status.textContent = text
    const first = results.querySelector("a[href]")
    const useful = matches > items.length || filtered() || !panel.element.hidden
    list.hidden = !asked || !matches || !useful
    chosen.hidden = list.hidden && clear.hidden
    if (list.hidden) return
    const page = /\.html$/.test(first?.pathname) ? "papers/index.html" : "papers/"
    const there = withValue(params, "sort", params.get("sort") === "comments" ? "comments" : "")
    if (input.value.trim()) there.set("text", input.value.trim())
    list.href = new URL(`../../${page}?${there}`, box.folder)
  }

  // The address has the whole state while the search is open, and the page's own when it is closed.
  const address = () => {
    const asked = input.value.trim() || filtered()
    const search = asked ? `?${new URLSearchParams([[QUERY, input.value.trim()], ...params])}` : own
    return location.pathname + search + location.hash
  }

  function put(to) {
    clearTimeout(waiting)
    try {
      history.replaceState(history.state, "", to)
    } catch {} // pages opened as files may not, and nobody may too often
  }

  function keep() {
    clearTimeout(waiting)
    if (toggle.checked) waiting = setTimeout(() => put(address()), 250) // not at each key
  }

  function onToggle() {
    if (toggle.checked) {
      own = new URLSearchParams(location.search).has(QUERY) ? "" : location.search
      path = location.pathname
      return keep()
    }
    clearTimeout(waiting)
    const there = location.pathname === path && new URLSearchParams(location.search).has(QUERY)
    if (there && !following) put(path + own + location.hash)
    following = false
  }

  function follow(event) {
    const link = event.target.closest("a[href]")
    if (link?.matches("[data-md-component=search-share]")) {
      link.href = new URL(address(), location.href)
      link.dataset.clipboardText = link.href
    } else if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
      put(address()) // so that "back" comes to these results
      following = true
    }
  }

  worker.addEventListener("message", ({data: {type, data}}) => {
    if (type !== RESULT) return
    answered = data
    groups = data.groups ?? groups
    counts = data.counts ?? counts
    draw()
    const share = box.search.querySelector("[data-md-component=search-share]")
    if (share) setTimeout(() => { share.href = new URL(address(), location.href) }) // after the theme
  })
  toggle.addEventListener("change", onToggle)
  box.search.addEventListener("click", follow, true)

  const shown = {
    toggle() {
      panel.element.hidden = !panel.element.hidden
      filters.setAttribute("aria-expanded", !panel.element.hidden)
      box.search.classList.toggle("rl-filtering", !panel.element.hidden)
      describeResults()
      ask()
    },
    restore(asked) {
      params = only(asked, NAMES)
      box.open(new URLSearchParams(asked))
      ask()
      draw()
    },
  }
  if (toggle.checked) onToggle()
  params = only(box.params, NAMES)
  if (params.size) ask()
  draw()
  return shown
}
