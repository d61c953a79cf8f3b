// The file of a reader's marks, notes and lists: written, read and merged. Files are untrusted: all of a
// file is read or none, and its texts are shown as text only.

import {marks} from "./marks.js"
import {mergeEntries, normalizeEntry} from "./notebook-data.js"
import {notebook} from "./notebook.js"

const { KINDS } = marks
const words = self.readingListWords
const FILE_FORMAT = "reading-list-marks"
const MARKS_VERSION = 1 // of files without notes and lists
const FILE_VERSION = 2
const MAX_NAMES = 5

// The ids of all papers with marks, a note or a list.
const allIds = () => [...new Set([...marks.all().keys(), ...notebook.all().keys()])].sort()

const writeFile = (known, site) => {
  const entries = notebook.all()
  const papers = allIds().map(id =>
    ({ id, title: known?.papers.get(id)?.[0], marks: marks.of(id), ...writeEntry(entries.get(id)) }))
  // Older sites read files of marks alone.
  const version = entries.size ? FILE_VERSION : MARKS_VERSION
  return `${JSON.stringify({ format: FILE_FORMAT, version, site, papers }, null, 1)}\n`
}

const writeEntry = ({ note = "", lists = [] } = {}) => ({ ...note && { note }, ...lists.length && { lists } })

// The entries of a file, all of them or none.
const readEntries = text => {
  let data
  try {
    data = JSON.parse(text)
  } catch {
    throw new Error(words("marks_bad_file"))
  }
  if (data?.format !== FILE_FORMAT) throw new Error(words("marks_bad_file"))
  if (data.version !== FILE_VERSION && data.version !== MARKS_VERSION) throw new Error(data.version > FILE_VERSION ? words("marks_newer_file") : words("marks_bad_file"))
  if (!Array.isArray(data.papers)) throw new Error(words("marks_bad_file"))
  data.papers.forEach((entry, place) => {
    const isValid = typeof entry?.id === "string" && Array.isArray(entry.marks)
      && entry.marks.every(kind => KINDS.includes(kind)) && (entry.marks.length || normalizeEntry(entry))
    if (!isValid) throw new Error(words("marks_bad_entry", { place: place + 1 }))
  })
  return [data.papers, typeof data.site === "string" ? data.site : ""]
}

// Adds the marks of a file; a star stays, and "read" wins over "to read", whichever comes first. Notes
// are joined, and so are the names of lists.
const importEntries = (papers, known) => {
  const idOf = name => known.aliases.get(name) ?? name
  const isKnown = ({ id }) => known.papers.has(idOf(id))
  const unknown = papers.filter(paper => !isKnown(paper))
    .map(({ id, title }) => (typeof title === "string" && title) || id)
  const found = papers.filter(isKnown).map(paper => ({ ...paper, id: idOf(paper.id) }))
  const before = new Map(found.map(({ id }) => [id, describePaper(id)]))
  const keptMarks = marks.change(all => {
    for (const { id, marks: kinds } of found) all.set(id, marks.mergeKinds(all.get(id) ?? [], kinds))
  })
  const keptNotes = notebook.change(all => {
    for (const paper of found) all.set(paper.id, mergeEntries(all.get(paper.id), normalizeEntry(paper)))
  })
  const counts = { fresh: 0, changed: 0, same: 0, unknown, kept: keptMarks && keptNotes }
  for (const [id, previous] of before)
    counts[previous === UNMARKED ? "fresh" : previous === describePaper(id) ? "same" : "changed"] += 1
  return counts
}

const UNMARKED = JSON.stringify([[], { note: "", lists: [] }])
const describePaper = id => JSON.stringify([marks.of(id), notebook.of(id)])

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

export {allIds, describeImport, importEntries, readEntries, writeFile}
