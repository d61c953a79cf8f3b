// The page "Your marks": the marked papers by kind; exports all marks to a file and imports them.
// Imported files are untrusted: names in them are shown as text only.

import {element} from "./dom.js"
import {load} from "./loading.js"
import {marks} from "./marks.js"
import {onPageShown} from "./pages.js"

const { KINDS, ROOT } = marks
const words = self.readingListWords
const HEADINGS = { "to-read": words("mark_to_read"), read: words("mark_read"),
  star: words("marks_starred") }
const FILE_FORMAT = "reading-list-marks"
const FILE_VERSION = 1
const MAX_FILE_BYTES = 5_000_000
const MAX_NAMES = 5

// Titles are loaded only when there are marks.
let titlesPromise
const loadTitles = () => titlesPromise ??= load(new URL("papers/titles.js", ROOT)).then(
  ({ papers, aliases }) => ({ papers: new Map(Object.entries(papers)), aliases: new Map(Object.entries(aliases)) }),
  () => { titlesPromise = undefined; throw new Error(words("marks_no_titles")) })

const writeFile = (known, site) => {
  const papers = [...marks.all()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, kinds]) =>
    ({ id, title: known?.papers.get(id)?.[0], marks: kinds }))
  return `${JSON.stringify({ format: FILE_FORMAT, version: FILE_VERSION, site, papers }, null, 1)}\n`
}

// The entries of a file, all of them or none.
const readEntries = text => {
  let data
  try {
    data = JSON.parse(text)
  } catch {
    throw new Error(words("marks_bad_file"))
  }
  if (data?.format !== FILE_FORMAT) throw new Error(words("marks_bad_file"))
  if (data.version !== FILE_VERSION) throw new Error(data.version > FILE_VERSION ? words("marks_newer_file") : words("marks_bad_file"))
  if (!Array.isArray(data.papers)) throw new Error(words("marks_bad_file"))
  data.papers.forEach((entry, place) => {
    const isValid = typeof entry?.id === "string" && Array.isArray(entry.marks) && entry.marks.length
      && entry.marks.every(kind => KINDS.includes(kind))
    if (!isValid) throw new Error(words("marks_bad_entry", { place: place + 1 }))
  })
  return [data.papers, typeof data.site === "string" ? data.site : ""]
}

// Adds the marks of a file; a star stays, and "read" wins over "to read", whichever comes first.
const importEntries = (papers, known) => {
  const previousKinds = new Map()
  const unknown = []
  const counts = { fresh: 0, changed: 0, same: 0, unknown }
  const kept = marks.change(all => {
    for (const { id: name, title, marks: kinds } of papers) {
      const id = known.aliases.get(name) ?? name
      if (!known.papers.has(id)) {
        unknown.push((typeof title === "string" && title) || name)
        continue
      }
      if (!previousKinds.has(id)) previousKinds.set(id, all.get(id))
      all.set(id, marks.mergeKinds(all.get(id) ?? [], kinds))
    }
    for (const [id, kinds] of previousKinds) {
      counts[!kinds ? "fresh" : String(kinds) === String(all.get(id)) ? "same" : "changed"] += 1
    }
  })
  return { ...counts, kept }
}

const describeImport = (counts, site, currentSite) => {
  const firstNames = counts.unknown.slice(0, MAX_NAMES).map(name => name.slice(0, 100)).join("; ")
  const moreNames = counts.unknown.length - MAX_NAMES
  const names = moreNames > 0 ? words("names_more", moreNames, { names: firstNames }) : firstNames
  return [
    site && site !== currentSite ? words("marks_from", { site: site.slice(0, 100) }) : "",
    words("marks_added", counts),
    counts.unknown.length ? words("marks_unknown", counts.unknown.length, { names }) : "",
    counts.kept ? "" : words("marks_not_kept"),
  ].filter(Boolean).join(" ")
}

class MarksPage {
  constructor(place) {
    this.place = place
    this.site = place.dataset.site
    this.status = element("p", { className: "rl-told", tabIndex: -1 })
    this.status.setAttribute("role", "status")
    this.file = element("input", { type: "file", accept: ".json,application/json", hidden: true })
    this.file.addEventListener("change", () => this.runAndReport(() => this.load()))
    this.save = this.button(words("marks_save"), () => this.download())
    this.clear = this.button(words("marks_clear"), () => this.confirmClear())
    this.lists = element("div", { className: "rl-marked" })
    place.replaceChildren(this.status,
      element("div", { className: "rl-take" }, this.save,
        this.button(words("marks_load"), () => this.file.click()), this.clear, this.file),
      this.lists)
    this.show()
  }

  button(textContent, action) {
    const button = element("button", { type: "button", textContent })
    button.addEventListener("click", () => this.runAndReport(action))
    return button
  }

  async runAndReport(action) {
    try {
      await action()
    } catch (error) {
      this.announce(error.message)
    }
  }

  // `message` is shown instead of the count.
  async show(message) {
    const known = marks.all().size ? await loadTitles().catch(() => null) : null
    for (const [alias, id] of known?.aliases ?? []) marks.moveMarks([alias], id)
    const ids = [...marks.all().keys()]
    const focused = focusedMark(this.lists)
    this.announce(message ?? [ids.length ? words("marks_count", ids.length) : words("marks_none"),
      marks.isStored() ? "" : words("marks_not_kept")].join(" ").trim())
    this.save.hidden = this.clear.hidden = !ids.length
    const isListed = id => !known || known.papers.has(id)
    const parts = [
      ...KINDS.map(kind => [kind, HEADINGS[kind],
        ids.filter(id => isListed(id) && marks.of(id).includes(kind))]),
      ["gone", words("marks_gone"), ids.filter(id => !isListed(id))],
    ]
    this.lists.replaceChildren(...parts.filter(([, , papers]) => papers.length)
      .map(part => this.newSection(known, ...part)))
    if (focused) this.restoreFocus(focused)
  }

  announce(text) {
    if (this.status.textContent !== text) this.status.textContent = text
  }

  newSection(known, kind, heading, ids) {
    const nameOf = id => known?.papers.get(id)?.[0] ?? id
    const sorted = [...ids].sort((a, b) => nameOf(a).localeCompare(nameOf(b), words.language))
    const list = element("ul", {}, ...sorted.map(id => this.newItem(id, nameOf(id), known, kind)))
    return element("section", {}, element("h2", { textContent: heading }), list)
  }

  newItem(id, title, known, kind) {
    const href = new URL(`papers/${id}${this.place.dataset.ending}`, ROOT)
    const line = known?.papers.get(id)?.[1]
    return element("li", {},
      element(kind === "gone" ? "span" : "a", { className: "rl-title", href, textContent: title }),
      ...(line ? [element("span", { className: "rl-meta", textContent: line })] : []),
      marks.newToggles(id, title))
  }

  // Focuses the same button of the same paper, or of the paper that is now at its position.
  restoreFocus({ section, place, paper, kind }) {
    const found = [...this.lists.children].find(part => part.firstChild.textContent === section)
    const items = found ? [...found.querySelectorAll("li")] : []
    const same = items.find(item => /** @type {HTMLElement} */ (item.querySelector("[data-mark]")).dataset.paper === paper)
    const item = same ?? items[Math.min(place, items.length - 1)]
    /** @type {HTMLElement} */
    const focusTarget = item?.querySelector(`[data-mark="${kind}"]`) ?? this.status
    focusTarget.focus()
  }

  async download() {
    const known = await loadTitles().catch(() => null)
    const blob = new Blob([writeFile(known, this.site)], { type: "application/json" })
    const link = element("a", { download: "reading-marks.json", href: URL.createObjectURL(blob) })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    this.announce(words("marks_saved", marks.all().size))
  }

  async load() {
    const [file] = this.file.files
    this.file.value = "" // so that the same file can be chosen again
    if (!file) return
    if (file.size > MAX_FILE_BYTES) throw new Error(words("marks_bad_file"))
    const [papers, site] = readEntries(await file.text())
    const counts = importEntries(papers, await loadTitles())
    await this.show(describeImport(counts, site, this.site))
  }

  confirmClear() {
    const choiceButton = (textContent, value) => element("button", { textContent, value })
    const dialog = element("dialog", { className: "rl-sure" },
      element("p", { textContent: words("marks_sure", marks.all().size) }),
      element("form", { method: "dialog" }, choiceButton(words("marks_keep"), ""), choiceButton(words("marks_clear"), "yes")))
    dialog.setAttribute("aria-label", words("marks_clear"))
    dialog.addEventListener("close", async () => {
      dialog.remove()
      if (dialog.returnValue !== "yes") return
      marks.change(all => all.clear())
      await this.show(words("marks_cleared"))
      this.status.focus()
    })
    this.place.append(dialog)
    dialog.showModal()
  }
}

// The focused mark button in the lists: its section, position, paper and kind of mark.
const focusedMark = lists => {
  const button = /** @type {HTMLElement} */ (document.activeElement)
  const item = lists.contains(button) && button.dataset.mark ? button.closest("li") : null
  return item && { section: item.closest("section").firstChild.textContent,
    place: [...item.parentElement.children].indexOf(item),
    paper: button.dataset.paper, kind: button.dataset.mark }
}

let current
marks.subscribe(() => { if (current?.place.isConnected) current.show() })

const start = () => {
  const place = document.querySelector(".rl-mine:not(:has(.rl-told))")
  if (place) current = new MarksPage(place)
}

onPageShown(start)
