// The page of all papers: filters, orders, a selection, downloads. Data are shown as text only.
(() => {
  const words = self.readingListWords
  const STEP = 100 // cards that are laid out at once
  const FIRST = "published" // the order of the page itself, and of the rows
  const ORDERS = { [FIRST]: words("order_published"), added: words("order_added"),
    title: words("order_title"), comments: words("order_comments") }

  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }
  const fetched = async (address, read = "json") => {
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(answer.statusText)
    return answer[read]()
  }

  // Spellings that a reader takes for one: no capitals, no accents.
  const folded = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

  // What is chosen stands in the address, and nowhere else.
  const chosenIn = form => new URLSearchParams([...new FormData(form)].filter(([name, value]) =>
    value && !(name === "sort" && value === FIRST)))
  const addressOf = chosen => location.pathname + (chosen.size ? `?${chosen}` : "") + location.hash

  const tests = chosen => {
    const sought = folded(chosen.get("text") ?? "").split(/\s+/).filter(Boolean)
    const years = ["from", "to"].map(name => chosen.get(name))
    if (years[0] && years[1]) years.sort()
    const ids = chosen.has("ids") && new Set(chosen.get("ids").split(","))
    return [
      sought.length && (row => sought.every(word => row.sought.includes(word))),
      chosen.has("topic") && (row => row.topics.includes(chosen.get("topic"))),
      chosen.has("tag") && (row => row.tags.includes(chosen.get("tag"))),
      chosen.has("organization") && (row => row.organization === chosen.get("organization")),
      chosen.has("status") && (row => row.status === chosen.get("status")),
      chosen.has("code") && (row => row.code),
      years[0] && (row => row.year >= years[0]),
      years[1] && (row => row.year && row.year <= years[1]),
      ids && (row => ids.has(row.id)),
    ].filter(Boolean)
  }
  const latest = name => (a, b) => (b[name] ?? "").localeCompare(a[name] ?? "")
  const COMPARE = {
    added: latest("added"),
    title: (a, b) => a.title.localeCompare(b.title, words.language),
    comments: (a, b) => (b.comments ?? -1) - (a.comments ?? -1),
  }

  const matching = (rows, chosen) => {
    const wanted = tests(chosen)
    const found = rows.filter(row => wanted.every(test => test(row)))
    const compare = COMPARE[chosen.get("sort")]
    return compare ? found.sort(compare) : found // stable: equal ones stay newest first
  }

  // Downloads: what is listed, in its order.
  const CELLS = ["key", "title", "authors", "published", "venue", "organization", "topics", "tags",
    "status", "code", "arxiv", "doi", "address"]
  const csv = (rows, names) => {
    const cell = value => {
      const text = [value ?? ""].flat().join("; ")
      // A program for tables would take these for formulas.
      return `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`
    }
    const lines = rows.map(row => CELLS.map(name => cell({
      ...row, code: row.code ? "yes" : "", address: new URL(row.url, location).href,
      topics: row.topics.map(id => names.get(id)?.name ?? id),
    }[name])).join(","))
    return `\ufeff${[CELLS.join(","), ...lines].join("\r\n")}\r\n`
  }

  const byKey = (rows, items, keyOf) => {
    const found = new Map(items.map(item => [keyOf(item), item]))
    return rows.map(row => found.get(row.key)).filter(Boolean)
  }
  const bibtex = async rows => {
    const entries = (await fetched("../papers.bib", "text")).split(/\n(?=@\w+\{)/)
    return byKey(rows, entries, entry => /^@\w+\{([^,]*),/.exec(entry)?.[1]).join("\n")
  }
  const csl = async rows =>
    `${JSON.stringify(byKey(rows, await fetched("../papers.csl.json"), item => item.id), null, 1)}\n`

  const FORMATS = {
    BibTeX: ["papers.bib", "application/x-bibtex", bibtex],
    "CSL-JSON": ["papers.csl.json", "application/json", csl],
    CSV: ["papers.csv", "text/csv", csv],
  }
  const save = (name, type, text) => {
    const link = made("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }

  // Controls
  const labelled = (text, control) => made("label", {}, made("span", { textContent: text }), control)
  const option = ({ id, name, count }) =>
    new Option(count === undefined ? name : words("choice_counted", count, { name }), id ?? name)

  const select = (name, label, any, choices) =>
    choices.length ? [labelled(label, made("select", { name }, new Option(any, ""), ...choices))] : []
  const checkbox = (name, text) => made("label", { className: "rl-check" },
    made("input", { type: "checkbox", name, value: "1" }), text)
  const topicChoices = topics => [...new Set(topics.map(topic => topic.group))].map(label =>
    made("optgroup", { label }, ...topics.filter(topic => topic.group === label).map(option)))

  const controls = known => made("form", { className: "rl-filters", autocomplete: "off" },
    made("div", { className: "rl-filters-first" },
      labelled(words("filter_words"), made("input", { type: "search", name: "text",
        placeholder: words("filter_words_hint") })),
      labelled(words("order"), made("select", { name: "sort" },
        ...Object.entries(ORDERS).map(([id, name]) => option({ id, name }))))),
    made("details", { open: matchMedia("(min-width: 45em)").matches },
      made("summary", { textContent: words("filters") }),
      made("div", { className: "rl-filters-more" },
        ...select("topic", words("filter_topic"), words("any_topic"), topicChoices(known.topics)),
        ...select("tag", words("filter_tag"), words("any_tag"), known.tags.map(option)),
        ...select("organization", words("filter_organization"), words("any"),
          known.organizations.map(option)),
        ...select("from", words("filter_from"), words("any"), known.years.map(option)),
        ...select("to", words("filter_to"), words("any"), known.years.map(option)),
        ...select("status", words("filter_status"), words("any"), known.statuses.map(option)),
        ...(known.code ? [checkbox("code", words("has_code", known.code))] : []))),
    made("input", { type: "hidden", name: "ids" }))

  // Fills the form from the address. An unknown choice is shown as chosen: it matches no paper.
  const fill = (form, chosen) => {
    for (const field of form.elements) {
      const value = chosen.get(field.name) ?? (field.name === "sort" ? FIRST : "")
      if (field.type === "checkbox") field.checked = Boolean(value)
      else field.value = value
      if (field.type === "select-one" && field.value !== value) {
        field.append(new Option(value, value))
        field.value = value
      }
    }
  }

  const card = (row, names, statuses) => {
    const topics = row.topics.map(id => names.get(id)).flatMap((topic, place) => [place ? " · " : "",
      made("a", { href: topic.url, textContent: topic.name })])
    const badge = (textContent, quiet) => textContent
      ? [" ", made("span", { className: `rl-badge${quiet}`, textContent })] : []
    const tongue = row.language ? { lang: row.language, dir: "auto" } : {}
    const { day: textContent, published: dateTime } = row
    const date = textContent ? made("time", { dateTime, textContent }) : words("undated")
    return made("li", {},
      made("a", { className: "rl-title", href: row.url, textContent: row.title, ...tongue }),
      ...badge(row.recommended && words("editors_pick"), ""),
      ...badge(row.status && words("editors_status", { status: statuses.get(row.status) }),
        " rl-badge--quiet"), made("br"),
      made("span", { className: "rl-meta" }, date, row.line ? ` · ${row.line}` : ""),
      ...(topics.length ? [made("br"), made("span", { className: "rl-topics" }, ...topics)] : []))
  }

  class PaperList {
    constructor(place, known) {
      this.known = known
      this.names = new Map(known.topics.map(topic => [topic.id, topic]))
      this.statuses = new Map(known.statuses.map(({ id, name }) => [id, name]))
      this.list = document.querySelector(".rl-cards > ul")
      this.note = document.querySelector(".rl-more")
      this.first = [...this.list.children] // as the page has them: their titles have formulas
      this.shown = this.first.length
      this.picked = new Set()
      this.form = controls(known)
      this.told = made("p", { className: "rl-told" })
      this.told.setAttribute("role", "status")
      this.more = this.button(words("show_more"), () => this.grow())
      this.more.classList.add("rl-button")
      this.clear = this.button(words("clear_filters"), () => this.reset())
      this.only = this.button(words("only_these"), () => this.pick())
      const taking = Object.keys(FORMATS).map(name => this.button(name, () => this.download(name)))
      this.take = made("span", { textContent: words("take_along") })
      this.choose = this.button(words("select_papers"), () => this.offerBoxes())
      this.choose.setAttribute("aria-pressed", "false")
      place.append(this.form, made("div", { className: "rl-told-line" }, this.told, this.clear),
        made("div", { className: "rl-take" }, this.choose, this.only, this.take, ...taking,
          this.button(words("copy_link"), event => this.share(event.target))))
      this.list.parentElement.after(made("p", { className: "rl-grow" }, this.more))
      this.listen()
      this.restore()
    }

    button(textContent, act) {
      const button = made("button", { type: "button", textContent })
      button.addEventListener("click", event => this.safely(() => act(event)))
      return button
    }

    listen() {
      this.form.addEventListener("submit", event => event.preventDefault())
      this.form.addEventListener("focusin", () => this.safely(() => this.rows()), { once: true })
      this.form.addEventListener("input", event => {
        const address = addressOf(chosenIn(this.form))
        // One step back for a word, however many letters, and for a way through a menu by arrows.
        if (this.at === event.target) history.replaceState(history.state, "", address)
        else history.pushState(null, "", address)
        this.at = event.target
        this.safely(() => this.show(STEP))
      })
      this.form.addEventListener("focusout", () => { this.at = null })
      this.list.addEventListener("change", ({ target: box }) => {
        this.picked[box.checked ? "add" : "delete"](box.value)
        this.tell()
      })
    }

    async safely(act) {
      try {
        await act()
      } catch {
        this.asked = null
        this.told.textContent = words("list_failed")
      }
    }

    rows() {
      return this.asked ??= fetched("list.json").then(rows => rows.map((row, place) => {
        const topics = row.topics ?? [], tags = row.tags ?? [], authors = row.authors ?? []
        const names = topics.map(id => this.names.get(id)?.name ?? id)
        const sought = folded([row.title, row.day, row.line, row.organization, row.arxiv, row.doi,
          ...authors, ...tags, ...names].join("\n"))
        return { ...row, topics, tags, authors, sought, place, year: row.published?.slice(0, 4) }
      }))
    }

    restore() {
      this.at = null
      fill(this.form, new URLSearchParams(location.search))
      return this.safely(() => this.show(STEP))
    }

    reset() {
      fill(this.form, new URLSearchParams())
      history.pushState(null, "", addressOf(new URLSearchParams()))
      this.form.elements.text.focus()
      return this.show(STEP)
    }

    async show(shown) {
      const plain = chosenIn(this.form).size === 0
      this.shown = plain ? Math.max(shown, this.first.length) : shown
      if (plain && this.shown === this.first.length) {
        this.found = null // all, and their rows are not needed
        this.list.replaceChildren(...this.first)
      } else {
        const rows = await this.rows()
        this.found = matching(rows, chosenIn(this.form)) // as it is now, not when it was asked
        this.list.replaceChildren(...this.found.slice(0, this.shown).map(row => this.cardOf(row)))
      }
      if (this.choosing) await this.addBoxes()
      this.tell()
    }

    cardOf(row) {
      return this.first[row.place] ?? (row.card ??= card(row, this.names, this.statuses))
    }

    async grow() {
      const before = this.list.children.length
      await this.show(this.shown + STEP)
      this.list.children[before]?.querySelector(".rl-title").focus()
    }

    tell() {
      const chosen = chosenIn(this.form)
      const total = this.known.papers, count = this.found?.length ?? total
      this.told.textContent = count === total ? words("papers", total)
        : count ? words("papers_found", total, { found: count }) : words("papers_none", total)
      chosen.delete("sort")
      this.clear.hidden = !chosen.size
      const inside = [...chosen.keys()].filter(name => name !== "text" && name !== "ids").length
      this.form.querySelector("summary").textContent =
        inside ? words("filters_chosen", inside) : words("filters")
      this.more.parentElement.hidden = this.list.children.length >= count
      if (this.note) this.note.hidden = true
      const { size } = this.picked
      this.only.hidden = !size
      this.take.textContent = size ? words("take_selected", size) : words("take_along")
    }

    // The selection lives as long as the page; a link keeps it.
    async offerBoxes() {
      this.choose.setAttribute("aria-pressed", this.choosing = !this.choosing)
      if (this.choosing) return this.addBoxes()
      this.picked.clear()
      const cards = [...this.first, ...(await this.rows()).flatMap(row => row.card ?? [])]
      cards.forEach(item => item.querySelector(".rl-pick")?.remove())
      this.tell()
    }

    async addBoxes() {
      const rows = this.found ?? await this.rows()
      rows.slice(0, this.list.children.length).forEach((row, place) => {
        const item = this.list.children[place]
        if (item.querySelector(".rl-pick")) return
        const box = made("input", { type: "checkbox", className: "rl-pick", value: row.id,
          checked: this.picked.has(row.id) })
        box.setAttribute("aria-label", words("select_paper", { title: row.title }))
        item.prepend(box)
      })
    }

    pick() {
      const chosen = new URLSearchParams({ ids: [...this.picked].join(",") })
      fill(this.form, chosen)
      history.pushState(null, "", addressOf(chosen))
      return this.show(STEP)
    }

    async taken() {
      const rows = await this.rows()
      return this.picked.size ? rows.filter(row => this.picked.has(row.id)) : this.found ?? rows
    }

    async download(format) {
      const [name, type, write] = FORMATS[format]
      save(name, type, await write(await this.taken(), this.names))
    }

    async share(button) {
      const address = new URL(location)
      if (this.picked.size) address.search = new URLSearchParams({ ids: [...this.picked].join(",") })
      try {
        await navigator.clipboard.writeText(address.href)
        button.textContent = words("copied")
      } catch {
        if (this.picked.size) await this.pick()
        button.textContent = words("link_not_copied")
      }
      setTimeout(() => { button.textContent = words("copy_link") }, 3000)
    }
  }

  let current
  addEventListener("popstate", () => { if (current?.form.isConnected) current.restore() })

  const start = async () => {
    const place = document.querySelector(".rl-tools:empty")
    if (!place || !document.querySelector(".rl-cards > ul")) return
    const known = await fetched("filters.json").catch(() => null)
    if (!known) place.remove() // then there is the list alone
    else if (place.isConnected && !place.hasChildNodes()) current = new PaperList(place, known)
  }

  // The theme may swap pages without loading them; it tells so here.
  window.document$ ? document$.subscribe(start) : start()
})()
