// The controls above the list: search words, order, facets, chosen values, and actions on the result.

import {NAMES, Panel, button, element, pickParams, withValue, words} from "./shared.js"
import {DEFAULT_ORDER, FACETS} from "./rows.js"
import {FORMATS} from "./downloads.js"

const orderNames = () => Object.entries({ newest: words("order_published"), added: words("order_added"),
  title: words("order_title"), comments: words("order_comments") })

const labelControl = (text, control) => element("label", {}, element("span", { className: "rl-unseen", textContent: text }), control)

const newForm = () => element("form", { className: "rl-filters", autocomplete: "off" },
  labelControl(words("filter_words"), element("input", { type: "search", name: "text", placeholder: words("filter_words_hint") })),
  labelControl(words("order"), element("select", { name: "sort" },
    ...orderNames().map(([id, name]) => new Option(name, id)))))

class Controls {
  // `actions` has the callback of each control, by name; each gets the event.
  constructor(container, actions) {
    this.form = newForm()
    const isWide = matchMedia("(min-width: 60em)").matches // wide enough for facets beside the list
    this.panel = new Panel(actions.choose, name => isWide || name === "topic")
    this.status = element("p", { className: "rl-told" })
    this.status.setAttribute("role", "status")
    this.more = button(words("show_more"), actions.showMore, { className: "rl-button" })
    this.clear = button(words("clear_filters"), actions.reset)
    this.search = element("a", { textContent: words("search_abstracts"), href: "?q=" })
    this.showSelected = button(words("only_these"), actions.showSelection)
    this.exportLabel = element("summary")
    this.choose = button(words("select_papers"), actions.toggleCheckboxes)
    this.choose.setAttribute("aria-pressed", "false")
    this.summary = element("summary", {})
    this.details = element("details", { className: "rl-narrow", open: isWide }, this.summary, this.panel.element)
    this.panel.fallback = this.summary
    const exports = element("details", { className: "rl-take", open: isWide }, this.exportLabel,
      element("div", {}, this.choose, this.showSelected,
        ...Object.keys(FORMATS).map(name => button(name, () => actions.download(name))),
        button(words("copy_link"), actions.share)))
    const line = element("div", { className: "rl-told-line" }, this.status, this.clear, this.search, exports)
    container.append(this.form, this.panel.chips, line)
    if (isWide) container.after(this.details)
    else line.insertBefore(this.details, exports)
  }

  // Shows the choices in all controls. Until rows are counted, counts are those of all papers.
  show(params, groups, counts = groups.flatMap(({ values }) => values.map(({ count }) => count))) {
    const { text, sort } = this.form.elements
    if (text.value.trim() !== (params.get("text") ?? "").trim()) text.value = params.get("text") ?? ""
    sort.value = params.get("sort") ?? DEFAULT_ORDER
    this.panel.update(groups, counts, params)
    const chosenCount = [...pickParams(params, [...FACETS, "from", "to"])].length
    this.summary.textContent = chosenCount ? words("filters_chosen", chosenCount) : words("filters")
    this.clear.hidden = !params.size || params.size === 1 && params.has("sort")
    const search = pickParams(withValue(params, "sort", params.get("sort") === "comments" ? "comments" : ""), NAMES)
    this.search.href = `?${new URLSearchParams([["q", params.get("text") ?? ""], ...search])}`
    this.search.hidden = !params.has("text") || !document.querySelector("[data-md-component=search]")
  }

  count(count, total) {
    this.status.textContent = count === total ? words("papers", total)
      : count ? words("papers_found", total, { found: count }) : words("papers_none", total)
  }

  // While papers are loaded: how many of those read so far match.
  countSoFar(found, read, total) {
    this.status.textContent = words("papers_reading", total, { found, read })
  }

  showSelectedCount(selectedCount) {
    this.showSelected.hidden = !selectedCount
    this.exportLabel.textContent = selectedCount ? words("take_selected", selectedCount) : words("take_along")
  }
}

export {Controls}
