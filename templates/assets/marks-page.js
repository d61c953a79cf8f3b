// The page "Your marks": the marked papers by kind and by the reader's lists, with notes; exports all of
// it to files and imports them.

import {element} from "./dom.js"
import {load} from "./loading.js"
import {formatMarkdown} from "./marks-export.js"
import {allIds, describeImport, importEntries, readEntries, writeFile} from "./marks-file.js"
import {marks} from "./marks.js"
import {notebook} from "./notebook.js"
import {onPageShown} from "./pages.js"

const { KINDS, ROOT } = marks
const words = self.readingListWords
const HEADINGS = { "to-read": words("mark_to_read"), read: words("mark_read"),
  star: words("marks_starred") }
const MAX_FILE_BYTES = 5_000_000

// Titles are loaded only when there are marks.
let titlesPromise
const loadTitles = () => titlesPromise ??= load(new URL("papers/titles.js", ROOT)).then(
  ({ papers, aliases }) => ({ papers: new Map(Object.entries(papers)), aliases: new Map(Object.entries(aliases)) }),
  () => { titlesPromise = undefined; throw new Error(words("marks_no_titles")) })

class MarksPage {
  constructor(place) {
    this.place = place
    this.site = place.dataset.site
    this.status = element("p", { className: "rl-told", tabIndex: -1 })
    this.status.setAttribute("role", "status")
    this.file = element("input", { type: "file", accept: ".json,application/json", hidden: true })
    this.file.addEventListener("change", () => this.runAndReport(() => this.load()))
    this.save = this.button(words("marks_save"), () => this.download())
    this.markdown = this.button("Markdown", () => this.exportMarkdown())
    this.bibtex = this.button("BibTeX", () => this.exportBibtex())
    this.clear = this.button(words("marks_clear"), () => this.confirmClear())
    this.lists = element("div", { className: "rl-marked" })
    place.replaceChildren(this.status,
      element("div", { className: "rl-take" }, this.save,
        this.button(words("marks_load"), () => this.file.click()), this.markdown, this.bibtex, this.clear, this.file),
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
    const known = allIds().length ? await loadTitles().catch(() => null) : null
    for (const [alias, id] of known?.aliases ?? []) {
      marks.moveMarks([alias], id)
      notebook.moveEntries([alias], id)
    }
    const ids = allIds()
    const focused = focusedMark(this.lists)
    this.announce(message ?? [ids.length ? words("marks_count", ids.length) : words("marks_none"),
      marks.isStored() && notebook.isStored() ? "" : words("marks_not_kept")].join(" ").trim())
    for (const each of [this.save, this.markdown, this.bibtex, this.clear]) each.hidden = !ids.length
    this.lists.replaceChildren(...this.parts(known).map(part => this.newSection(known, ...part)))
    if (focused) this.restoreFocus(focused)
  }

  // The sections of the page that have papers: kind, heading, ids.
  parts(known) {
    const isListed = id => !known || known.papers.has(id)
    const ids = allIds(), listed = ids.filter(isListed)
    const isElsewhere = id => marks.of(id).length || notebook.of(id).lists.length
    return [
      ...notebook.listNames().map(name => ["list", name, listed.filter(id => notebook.of(id).lists.includes(name))]),
      ...KINDS.map(kind => [kind, HEADINGS[kind], listed.filter(id => marks.of(id).includes(kind))]),
      ["noted", words("notebook_noted"), listed.filter(id => !isElsewhere(id))],
      ["gone", words("marks_gone"), ids.filter(id => !isListed(id))],
    ].filter(([, , papers]) => papers.length)
  }

  announce(text) {
    if (this.status.textContent !== text) this.status.textContent = text
  }

  newSection(known, kind, heading, ids) {
    const nameOf = id => known?.papers.get(id)?.[0] ?? id
    const sorted = sortByName(ids, nameOf)
    const list = element("ul", {}, ...sorted.map(id => this.newItem(id, nameOf(id), known, kind)))
    return element("section", {}, element("h2", { textContent: heading }), list)
  }

  address(id) {
    return new URL(`papers/${id}${this.place.dataset.ending}`, ROOT)
  }

  newItem(id, title, known, kind) {
    const line = known?.papers.get(id)?.[1], { note } = notebook.of(id)
    return element("li", {},
      element(kind === "gone" ? "span" : "a", { className: "rl-title", href: this.address(id), textContent: title }),
      ...(line ? [element("span", { className: "rl-meta", textContent: line })] : []),
      ...(note ? [element("p", { className: "rl-own-note", textContent: note })] : []),
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
    this.saveFile("reading-marks.json", "application/json", writeFile(known, this.site))
  }

  async exportMarkdown() {
    const known = await loadTitles()
    const parts = this.parts(known).filter(([kind]) => kind !== "gone").map(([, heading, ids]) =>
      ({ heading, papers: sortByName(ids, id => known.papers.get(id)[0]).map(id => {
        const [title, line] = known.papers.get(id)
        return { title, line, address: this.address(id).href, note: notebook.of(id).note }
      }) }))
    this.saveFile("reading-marks.md", "text/markdown", formatMarkdown(this.site, parts))
  }

  async exportBibtex() {
    const texts = await load(new URL("papers/bibtex.js", ROOT)).catch(() => { throw new Error(words("marks_no_titles")) })
    const entries = allIds().map(id => texts[id]).filter(Boolean)
    this.saveFile("reading-marks.bib", "application/x-bibtex", entries.join("\n"))
  }

  saveFile(download, type, text) {
    const link = element("a", { download, href: URL.createObjectURL(new Blob([text], { type })) })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    this.announce(words("marks_saved", allIds().length))
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
      element("p", { textContent: words("marks_sure", allIds().length) }),
      element("form", { method: "dialog" }, choiceButton(words("marks_keep"), ""), choiceButton(words("marks_clear"), "yes")))
    dialog.setAttribute("aria-label", words("marks_clear"))
    dialog.addEventListener("close", async () => {
      dialog.remove()
      if (dialog.returnValue !== "yes") return
      marks.change(all => all.clear())
      notebook.change(all => all.clear())
      await this.show(words("marks_cleared"))
      this.status.focus()
    })
    this.place.append(dialog)
    dialog.showModal()
  }
}

const sortByName = (ids, nameOf) => [...ids].sort((a, b) => nameOf(a).localeCompare(nameOf(b), words.language))

// The focused mark button in the lists: its section, position, paper and kind of mark.
const focusedMark = lists => {
  const button = /** @type {HTMLElement} */ (document.activeElement)
  const item = lists.contains(button) && button.dataset.mark ? button.closest("li") : null
  return item && { section: item.closest("section").firstChild.textContent,
    place: [...item.parentElement.children].indexOf(item),
    paper: button.dataset.paper, kind: button.dataset.mark }
}

let current
for (const source of [marks, notebook]) source.subscribe(() => { if (current?.place.isConnected) current.show() })

const start = () => {
  const place = document.querySelector(".rl-mine:not(:has(.rl-told))")
  if (place) current = new MarksPage(place)
}

onPageShown(start)
