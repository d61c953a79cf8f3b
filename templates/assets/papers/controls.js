// The controls above the list: words, order, the facets, what is chosen, and what to do with it.

import {NAMES, Panel, button, element, only, withValue, words} from "./shared.js"
import {DEFAULT_ORDER, FACETS} from "./rows.js"
import {FORMATS} from "./downloads.js"

const orders = () => Object.entries({ newest: words("order_published"), added: words("order_added"),
  title: words("order_title"), comments: words("order_comments") })

const labelControl = (text, control) => element("label", {}, element("span", { textContent: text }), control)

const newForm = () => element("form", { className: "rl-filters", autocomplete: "off" },
  labelControl(words("filter_words"), element("input", { type: "search", name: "text", placeholder: words("filter_words_hint") })),
  labelControl(words("order"), element("select", { name: "sort" },
    ...orders().map(([id, name]) => new Option(name, id)))))

class Controls {
  // `act` has what a control does, by name; each gets the event.
  constructor(place, act) {
    this.form = newForm()
    const wide = matchMedia("(min-width: 60em)").matches // then it is beside the list
    this.panel = new Panel(act.choose, name => wide || name === "topic")
    this.status = element("p", { className: "rl-told" })
    this.status.setAttribute("role", "status")
    this.more = button(words("show_more"), act.grow, { className: "rl-button" })
    this.clear = button(words("clear_filters"), act.reset)
    this.search = element("a", { textContent: words("search_abstracts"), href: "?q=" })
    this.only = button(words("only_these"), act.pick)
    this.take = element("span")
    this.choose = button(words("select_papers"), act.offerBoxes)
    this.choose.setAttribute("aria-pressed", "false")
    this.summary = element("summary", {})
    this.folds = element("details", { className: "rl-narrow", open: wide }, this.summary, this.panel.element)
    this.panel.fallback = this.summary
    place.append(this.form, this.panel.chips,
      element("div", { className: "rl-told-line" }, this.status, this.clear, this.search),
      element("div", { className: "rl-take" }, this.choose, this.only, this.take,
        ...Object.keys(FORMATS).map(name => button(name, () => act.download(name))),
        button(words("copy_link"), act.share)))
    place.after(this.folds)
  }

  // Fills everything from what is chosen; until rows are counted, from what the page offers.
  show(params, groups, counts = groups.flatMap(({ values }) => values.map(({ count }) => count))) {
    const { text, sort } = this.form.elements
    if (text.value.trim() !== (params.get("text") ?? "").trim()) text.value = params.get("text") ?? ""
    sort.value = params.get("sort") ?? DEFAULT_ORDER
    this.panel.update(groups, counts, params)
    const some = [...only(params, [...FACETS.map(({ name }) => name), "from", "to"])].length
    this.summary.textContent = some ? words("filters_chosen", some) : words("filters")
    this.clear.hidden = !params.size || params.size === 1 && params.has("sort")
    const search = only(withValue(params, "sort", params.get("sort") === "comments" ? "comments" : ""), NAMES)
    this.search.href = `?${new URLSearchParams([["q", params.get("text") ?? ""], ...search])}`
    this.search.hidden = !params.has("text") || !document.querySelector("[data-md-component=search]")
  }

  count(count, total) {
    this.status.textContent = count === total ? words("papers", total)
      : count ? words("papers_found", total, { found: count }) : words("papers_none", total)
  }

  selected(picked) {
    this.only.hidden = !picked
    this.take.textContent = picked ? words("take_selected", picked) : words("take_along")
  }
}

export {Controls}
