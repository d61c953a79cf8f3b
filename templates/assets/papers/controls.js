// What stands above the list: words, order, the facets, what is chosen, and what to do with it.
const WORDS = {
  text: "Filter by words", hint: "Title, author, tag, venue …", order: "Order",
  orders: { newest: "Newest", added: "Last added", title: "Title A–Z", comments: "Most comments" },
  filters: count => count ? `Filters (${count})` : "Filters",
  papers: count => count === 1 ? "paper" : "papers",
  of: (count, total, papers) => `${count} of ${total} ${papers}`,
  none: (total, papers) => `No ${papers === "paper" ? papers : "paper"} of ${total} fits. Take a filter away.`,
  clear: "Clear filters", search: "Search abstracts too", more: "Show more",
  select: "Select papers", picked: title => `Select ${title}`, only: "Only these",
  take: count => count ? `Take ${count} selected along` : "Take along",
  link: "Copy link", copied: "Copied", notCopied: "Not copied: the address bar has it",
  failed: "The list could not be loaded. Try again, or reload the page.",
}

const labelled = (text, control) => made("label", {}, made("span", { textContent: text }), control)

const words = () => made("form", { className: "rl-filters", autocomplete: "off" },
  labelled(WORDS.text, made("input", { type: "search", name: "text", placeholder: WORDS.hint })),
  labelled(WORDS.order, made("select", { name: "sort" },
    ...Object.entries(WORDS.orders).map(([id, name]) => new Option(name, id)))))

class Controls {
  // `act` has what a control does, by name; each gets the event.
  constructor(place, offer, act) {
    this.form = words()
    const wide = matchMedia("(min-width: 60em)").matches // there it stands beside the list
    this.panel = new Panel(act.choose, name => wide || name === "topic")
    this.counts = offer.flatMap(({ values }) => values.map(({ count }) => count))
    this.told = made("p", { className: "rl-told" })
    this.told.setAttribute("role", "status")
    this.more = button(WORDS.more, act.grow, { className: "rl-button" })
    this.clear = button(WORDS.clear, act.reset)
    this.search = made("a", { textContent: WORDS.search, href: "?q=" })
    this.only = button(WORDS.only, act.pick)
    this.take = made("span")
    this.choose = button(WORDS.select, act.offerBoxes)
    this.choose.setAttribute("aria-pressed", "false")
    this.summary = made("summary", {})
    this.folds = made("details", { className: "rl-narrow", open: wide }, this.summary, this.panel.element)
    this.panel.fallback = this.summary
    place.append(this.form, this.panel.chips,
      made("div", { className: "rl-told-line" }, this.told, this.clear, this.search),
      made("div", { className: "rl-take" }, this.choose, this.only, this.take,
        ...Object.keys(FORMATS).map(name => button(name, () => act.download(name))),
        button(WORDS.link, act.share)))
    place.after(this.folds)
  }

  // Fills everything from what is chosen.
  show(params, groups, counts = this.counts) {
    const { text, sort } = this.form.elements
    if (text.value.trim() !== (params.get("text") ?? "").trim()) text.value = params.get("text") ?? ""
    sort.value = params.get("sort") in WORDS.orders ? params.get("sort") : FIRST
    this.panel.update(groups, counts, params)
    const some = [...only(params, [...FACETS.map(({ name }) => name), "from", "to"])].length
    this.summary.textContent = WORDS.filters(some)
    this.clear.hidden = !params.size || params.size === 1 && params.has("sort")
    const search = only(withValue(params, "sort", params.get("sort") === "comments" ? "comments" : ""), NAMES)
    this.search.href = `?${new URLSearchParams([["q", params.get("text") ?? ""], ...search])}`
    this.search.hidden = !params.has("text") || !document.querySelector("[data-md-component=search]")
  }

  count(count, total) {
    const papers = WORDS.papers(total)
    this.told.textContent = count === total ? `${total} ${papers}`
      : count ? WORDS.of(count, total, papers) : WORDS.none(total, papers)
  }

  selected(picked) {
    this.only.hidden = !picked
    this.take.textContent = WORDS.take(picked)
  }
}
