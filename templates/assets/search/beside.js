// The filters beside the results of the search: sends choices to the worker, shows its counts, and
// keeps the URL up to date.
self.readingListBeside = box => {
  const words = self.readingListWords
  const ORDERS = {"": words("order_best"), newest: words("order_published"),
                  comments: words("order_comments")}
  const HIGHLIGHT = "reading-list.highlight" // what the build makes of the theme's own feature
  const PAPER_ID = /^papers\/([^/]+?)(?:\/(?:index\.html)?|\.html)$/ // in the address of its page
  const QUERY = "q", RESULT = 3, FILTERS = 4, FURTHER = 5
  const {NAMES, Panel, element, button, pickParams, withValue} = self.readingListFacets
  const {input, results, toggle, worker, status, filters} = box
  const initialStatus = status.textContent
  const marksByAddress = new Map()
  const isMarking = JSON.parse(document.getElementById("__config").textContent).features.includes(HIGHLIGHT)
  const pageGroup = element("details", {className: "rl-found-pages"})
  const wideScreen = matchMedia("(min-width: 60em)")
  let params = new URLSearchParams(), groups = null, counts = null, lastResult = box.lastResult
  let onFurther, isExtending = false, pageQuery = ""
  let pageSearch = "", searchPath = "", isFollowingResult = false, urlTimer

  const panel = new Panel(changed => applyParams(changed), () => wideScreen.matches)
  panel.element.id = "rl-panel"
  panel.element.hidden = true
  panel.element.classList.add("md-typeset")
  panel.fallback = filters
  filters.setAttribute("aria-controls", panel.element.id)
  const order = element("select", {}, ...Object.entries(ORDERS).map(([id, name]) => new Option(name, id)))
  order.addEventListener("change", () => applyParams(withValue(params, "sort", order.value)))
  const label = element("label", {}, element("span", {className: "rl-unseen", textContent: words("order")}), order)
  const clear = button(words("clear_filters"), () => {
    applyParams(pickParams(params, ["sort"]))
    filters.focus()
  })
  const listLink = element("a", {textContent: words("facets_list")})
  const chosenLine = element("div", {className: "rl-chosen-line"}, panel.chips, clear, listLink)
  filters.before(label)
  box.bar.append(chosenLine)
  results.before(panel.element)

  const isFiltered = () => [...params.keys()].some(name => name !== "sort")

  function applyParams(changed) {
    params = changed
    render()
    requestFilters()
  }

  function requestFilters() {
    const isNeeded = params.size || !panel.element.hidden
    worker.postMessage({type: FILTERS, data: isNeeded ? {params: String(params), groups: !groups} : null})
  }

  function render() {
    const chosenCount = params.size - Number(params.has("sort"))
    filters.textContent = chosenCount ? words("filters_chosen", chosenCount) : words("filters")
    order.value = params.get("sort") ?? ""
    input.required = !params.size // the theme shows its buttons only if the field is valid
    clear.hidden = !isFiltered()
    if (groups && counts) panel.update(groups, counts, params)
    describeResults()
    scheduleUrlUpdate()
  }

  function noteMarks({items = [], pages = []}) {
    for (const {location, marks} of [...items.flat(), ...pages.flatMap(page => [page, ...page.sections])])
      if (location) marksByAddress.set(new URL(`../../${location}`, box.folder).href, marks)
  }

  // The pages come after the papers, folded, or before them if a page has all words and no paper has.
  function showPages({pages = [], matches = 0}) {
    pageGroup.remove()
    if (!pages.length) return
    const hasAll = ({terms = {"": false}}) => Object.values(terms).every(Boolean)
    const isFirst = !matches && pages.some(page => [page, ...page.sections].some(hasAll))
    const score = isFirst ? "9999" : "0" // the theme opens the highest score at Enter
    const query = input.value.trim()
    pageGroup.open = isFirst || query === pageQuery && pageGroup.open // opened while results still came
    pageQuery = query
    pageGroup.replaceChildren(element("summary", {textContent: words("search_site_pages", pages.length)}),
      element("ol", {className: "md-search-result__list"}, ...pages.map(page => element("li", {className: "md-search-result__item"},
        newPageLink(page, "h1", score), ...page.sections.map(section => newPageLink(section, "h2", score))))))
    if (isFirst) results.firstElementChild.after(pageGroup)
    else results.append(pageGroup)
  }

  // The worker has escaped all texts in this HTML, as in the results that the theme shows.
  function newPageLink({location, title, text = ""}, heading, score) {
    const article = element("article", {className: "md-search-result__article md-typeset",
      innerHTML: `<${heading}>${title}</${heading}>${text}`})
    article.dataset.mdScore = score
    return element("a", {className: "md-search-result__link", tabIndex: -1, href: new URL(`../../${location}`, box.folder)}, article)
  }

  // The ids of the papers that are shown and counted as matches.
  const matchingPapers = ({whole}) => whole.map(location => location.match(PAPER_ID)?.[1]).filter(Boolean)

  function describeResults() {
    const failed = lastResult?.items[0]?.[0].location === ""
    const {matches = 0, shown = [0, 0, 0, 0, 0]} = lastResult ?? {}
    const hasQuery = input.value.trim() || isFiltered()
    const [papers, topics, tags, people, pages] = shown
    const counts = [matches && words("papers", matches), topics && words("topics", topics),
      tags && words("tags", tags), people && words("search_people", people), pages && words("search_pages", pages)]
    if (matches > papers) counts[0] = words("facets_shown", papers, {count: counts[0]})
    // On a phone the line has room for one number: the others are seen as results.
    const told = counts.filter(Boolean).slice(0, wideScreen.matches ? undefined : 1)
    const count = told.join(" \u00b7 ")
    const shownText = matches && !lastResult.isComplete ? wideScreen.matches ? words("facets_nearest", matches) : words("facets_nearest_short")
      : papers <= matches ? count
      : wideScreen.matches ? words("facets_others", {count}) : words("facets_others_short", {count})
    const isAnswered = lastResult?.matches !== undefined // not for an empty query
    const text = !hasQuery || failed || !isAnswered ? initialStatus
      : count ? shownText : isFiltered() ? words("facets_none")
      : lastResult?.identifier ? words("search_no_identifier", {identifier: lastResult.identifier})
      : words("facets_no_match", {query: input.value.replaceAll('"', "").trim()})
    if (status.textContent !== text) status.textContent = text
    const firstResult = results.querySelector("a[href]")
    const isUseful = matches > papers || isFiltered() || !panel.element.hidden
    listLink.hidden = !hasQuery || !matches || !isUseful
    chosenLine.hidden = listLink.hidden && clear.hidden
    if (listLink.hidden) return
    const page = /\.html$/.test(firstResult?.pathname) ? "papers/index.html" : "papers/"
    const listParams = withValue(params, "sort", params.get("sort") === "comments" ? "comments" : "")
    const ids = input.value.trim() ? matchingPapers(lastResult) : []
    if (ids.length) listParams.set("ids", ids.join(","))
    const listed = ids.length && Math.max(ids.length, lastResult.wholeCount ?? 0)
    listLink.textContent = listed ? words("search_list", listed) : words("facets_list")
    listLink.href = new URL(`../../${page}?${listParams}`, box.folder)
  }

  // While the search is open, the URL has its state; when it is closed, the page's own parameters.
  const currentUrl = () => {
    const hasQuery = input.value.trim() || isFiltered()
    const search = hasQuery ? `?${new URLSearchParams([[QUERY, input.value.trim()], ...params])}` : pageSearch
    return location.pathname + search + location.hash
  }

  function replaceUrl(to) {
    clearTimeout(urlTimer)
    try {
      history.replaceState(history.state, "", to)
    } catch {} // forbidden in pages opened as files, and browsers limit how often
  }

  function scheduleUrlUpdate() {
    clearTimeout(urlTimer)
    if (toggle.checked) urlTimer = setTimeout(() => replaceUrl(currentUrl()), 250) // not at each key
  }

  function onToggle() {
    if (toggle.checked) {
      pageSearch = new URLSearchParams(location.search).has(QUERY) ? "" : location.search
      searchPath = location.pathname
      return scheduleUrlUpdate()
    }
    clearTimeout(urlTimer)
    const isSamePage = location.pathname === searchPath && new URLSearchParams(location.search).has(QUERY)
    if (isSamePage && !isFollowingResult) replaceUrl(searchPath + pageSearch + location.hash)
    isFollowingResult = false
  }

  // The address of a result has the words to mark only when it is followed.
  function addMarks(link) {
    const url = new URL(link.href), {search} = url
    url.search = ""
    const marks = marksByAddress.get(url.href)
    if (!isMarking || !marks?.length || search) return
    url.searchParams.set("h", [...new Set(marks)].join(" "))
    link.href = url.href
  }

  // Asks for the results beyond the first ones, once.
  function requestFurther() {
    if (!lastResult?.further) return
    lastResult.further = 0
    isExtending = true
    worker.postMessage({type: FURTHER})
  }

  // The theme shows ten results, and more at the end of the list; it does not notice that it is there.
  function onExtended() {
    isExtending = false
    setTimeout(() => results.parentElement.dispatchEvent(new Event("scroll")))
    onFurther?.()
    onFurther = undefined
  }

  function onScroll({target: {scrollTop, clientHeight, scrollHeight}}) {
    if (scrollTop + 2 * clientHeight > scrollHeight) requestFurther()
  }

  function onLinkClick(event) {
    const link = event.target.closest("a[href]")
    if (link === listLink && lastResult?.further) { // its address lacks the papers not read yet
      event.preventDefault()
      event.stopPropagation()
      onFurther = () => link.click()
      return requestFurther()
    }
    if (link?.matches(".md-search-result__link")) addMarks(link)
    if (link?.matches("[data-md-component=search-share]")) {
      link.href = new URL(currentUrl(), location.href)
      link.dataset.clipboardText = link.href
    } else if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
      replaceUrl(currentUrl()) // so that the back button returns to these results
      isFollowingResult = true
    }
  }

  worker.addEventListener("message", ({data: {type, data}}) => {
    if (type !== RESULT) return
    lastResult = data
    showPages(data)
    noteMarks(data)
    groups = data.groups ?? groups
    counts = data.counts ?? counts
    render()
    if (isExtending) onExtended()
    const share = box.search.querySelector("[data-md-component=search-share]")
    if (share) setTimeout(() => { share.href = new URL(currentUrl(), location.href) }) // after the theme has set it
  })
  toggle.addEventListener("change", onToggle)
  results.parentElement.addEventListener("scroll", onScroll)
  box.search.addEventListener("click", onLinkClick, true)
  box.search.addEventListener("auxclick", onLinkClick, true)

  const controller = {
    toggle() {
      panel.element.hidden = !panel.element.hidden
      filters.setAttribute("aria-expanded", !panel.element.hidden)
      box.search.classList.toggle("rl-filtering", !panel.element.hidden)
      describeResults()
      requestFilters()
    },
    restore(searchParams) {
      params = pickParams(searchParams, NAMES)
      box.open(new URLSearchParams(searchParams))
      requestFilters()
      render()
    },
  }
  if (toggle.checked) onToggle()
  params = pickParams(box.params, NAMES)
  if (params.size) requestFilters()
  if (lastResult) {
    showPages(lastResult)
    noteMarks(lastResult)
  }
  render()
  return controller
}
