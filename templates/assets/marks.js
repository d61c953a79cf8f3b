// A reader's own marks: to read, read, a star. They stay in this browser; nothing is sent anywhere.
// Other scripts use what `window.readingListMarks` offers.
(() => {
  const words = self.readingListWords
  const NAMES = { "to-read": words("mark_to_read"), read: words("mark_read"), star: words("mark_star") }
  const SIGNS = { "to-read": words("you_to_read"), read: words("you_read") }
  const KINDS = Object.keys(NAMES)
  const ROOT = new URL("..", document.currentScript.src) // of the site; several may share a host
  const KEY = `reading-list:marks:${ROOT.pathname}`
  const VERSION = 1
  const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
  const PAPER = /^papers\/([a-z0-9-]+)(?:\/|\/index\.html|\.html)?$/

  // One order of marks, each once; who has read a paper no longer wants to.
  const tidy = kinds => KINDS.filter(kind => kinds.includes(kind)
    && !(kind === "to-read" && kinds.includes("read")))
  const joined = (some, others = []) => tidy([...some, ...others])

  // Marks by paper. What is stored may be damaged or another's: whatever is no mark is passed over.
  const parsed = text => {
    const papers = JSON.parse(text)?.papers ?? {}
    return new Map(Object.entries(papers).flatMap(([id, kinds]) =>
      ID.test(id) && Array.isArray(kinds) && tidy(kinds).length ? [[id, tidy(kinds)]] : []))
  }

  let loose = null // the marks of this page alone, where the browser keeps none
  let seen = null // what was read last; another tab may change it

  const stored = () => {
    if (loose) return loose
    try {
      return parsed(localStorage.getItem(KEY))
    } catch {
      return new Map()
    }
  }

  const listeners = new Set()
  const known = () => seen ??= stored()
  const changed = () => { seen = null; for (const listener of listeners) listener() }

  // Changes what is stored now, whatever this tab has seen; tells whether the browser keeps it.
  const change = amend => {
    const marks = new Map(stored())
    amend(marks)
    for (const [id, kinds] of marks) if (!kinds.length) marks.delete(id)
    const papers = Object.fromEntries([...marks].sort(([a], [b]) => (a < b ? -1 : 1)))
    try {
      if (marks.size) localStorage.setItem(KEY, JSON.stringify({ version: VERSION, papers }))
      else localStorage.removeItem(KEY)
      loose = null
    } catch {
      loose = marks
    }
    changed()
    return !loose
  }

  const put = (id, kind, on) => change(marks => {
    const others = (marks.get(id) ?? []).filter(other => other !== kind)
    const against = { "to-read": "read", read: "to-read" }[kind]
    marks.set(id, on ? tidy([...others.filter(other => other !== against), kind]) : others)
  })

  const of = id => [...(known().get(id) ?? [])]

  // A paper that had another address: its marks move along.
  const follow = (was, id) => {
    const old = was.filter(name => known().has(name))
    if (!old.length) return
    change(marks => {
      for (const name of old) {
        marks.set(id, joined(marks.get(name) ?? [], marks.get(id)))
        marks.delete(name)
      }
    })
  }

  // What is shown
  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }

  const idOf = link => link.href.startsWith(ROOT.href)
    ? PAPER.exec(link.href.slice(ROOT.href.length).split(/[?#]/)[0])?.[1] : undefined

  // Pages are folders or files, as the address at hand says.
  const pageBy = address =>
    new URL(/(?<!\/index)\.html(?:$|[?#])/.test(address) ? "marks.html" : "marks/", ROOT)

  const voice = made("p", { className: "rl-unseen" })
  voice.setAttribute("role", "status")

  // A line beside the button: the first mark says where it is kept, a lost one that it is lost.
  const say = (button, text, first, kept) => {
    for (const old of document.querySelectorAll(".rl-kept")) old.remove()
    const more = kept ? (first ? words("marks_kept") : "") : words("marks_not_kept")
    voice.textContent = `${text} ${more}`.trim()
    if (!more) return
    const near = button.closest("li, .rl-marks")
    const card = near.querySelector(".rl-title") // a paper's own page has the link already
    const link = card ? [" ", made("a", { href: pageBy(card.href), textContent: words("title_marks") })] : []
    near.append(made("p", { className: "rl-kept" }, more, ...link))
  }

  const said = (kind, on) => on ? words("marked", { mark: NAMES[kind] })
    : words("no_longer_marked", { mark: NAMES[kind] })

  const toggle = (id, kind, label) => {
    const button = made("button", { type: "button", className: `rl-mark rl-mark--${kind}` })
    Object.assign(button.dataset, { paper: id, mark: kind })
    button.setAttribute("aria-pressed", of(id).includes(kind))
    if (label) button.setAttribute("aria-label", label)
    else button.textContent = NAMES[kind]
    button.addEventListener("click", () => {
      const first = !known().size
      const on = !of(id).includes(kind)
      say(button, said(kind, on), first && on, put(id, kind, on))
    })
    return button
  }

  const toggles = (id, title) => {
    const group = made("div", { className: "rl-toggles" }, ...KINDS.map(kind => toggle(id, kind)))
    group.setAttribute("role", "group")
    group.setAttribute("aria-label", title ? words("marks_of", { title }) : words("title_marks"))
    return group
  }

  const sign = (link, id) => {
    const kind = of(id).find(found => SIGNS[found])
    const shown = link.parentElement.querySelector(":scope > .rl-sign")
    if (shown?.textContent === (SIGNS[kind] ?? undefined)) return
    shown?.previousSibling.remove() // the space before it
    shown?.remove()
    if (kind) link.after(" ", made("span", { className: "rl-sign", textContent: SIGNS[kind] }))
  }

  const show = () => {
    for (const link of document.querySelectorAll(".rl-cards .rl-title")) {
      const id = idOf(link)
      if (!id) continue
      if (link.dataset.was) follow(link.dataset.was.split(" "), id)
      const item = link.closest("li")
      if (!item.querySelector(".rl-mark")) item.append(toggle(id, "star", words("star_of", { title: link.textContent })))
      sign(link, id)
    }
    for (const button of document.querySelectorAll("[data-mark]")) {
      const pressed = String(of(button.dataset.paper).includes(button.dataset.mark))
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed)
    }
  }

  const lists = new MutationObserver(show) // filters bring and take cards

  const start = () => {
    const page = document.querySelector("article") ?? document.body
    page.append(voice)
    const place = document.querySelector(".rl-marks:empty")
    if (place) {
      const { paper, was } = place.dataset
      if (was) follow(was.split(" "), paper)
      place.append(toggles(paper), made("a", { href: pageBy(location.href), textContent: words("title_marks") }))
    }
    lists.disconnect()
    for (const list of document.querySelectorAll(".rl-cards")) {
      lists.observe(list, { childList: true, subtree: true })
    }
    show()
  }

  listeners.add(show)
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) changed() })
  addEventListener("pageshow", ({ persisted }) => { if (persisted) changed() })

  window.readingListMarks = {
    KINDS, ROOT, made, toggles, joined, change, follow, of,
    kept: () => !loose,
    all: () => new Map([...known()].map(([id, kinds]) => [id, [...kinds]])),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }

  // The theme may swap pages without loading them; it tells so here.
  window.document$ ? document$.subscribe(start) : start()
})()
