// A reader's own notes and named lists: what the browser stores of each paper, and how two are merged.

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const MAX_NOTE_CHARACTERS = 5_000
const MAX_LIST_NAME_CHARACTERS = 80
const MAX_LISTS_OF_A_PAPER = 50

const normalizeName = name => name.replace(/\s+/g, " ").trim().slice(0, MAX_LIST_NAME_CHARACTERS).trim()

const normalizeNote = text => text.replace(/\r\n?/g, "\n").trim().slice(0, MAX_NOTE_CHARACTERS)

// The entry of a paper: a note, and the names of lists, each once and in order; undefined if it has neither.
const normalizeEntry = ({note, lists}) => {
  const text = typeof note === "string" ? normalizeNote(note) : ""
  const strings = Array.isArray(lists) ? lists.filter(name => typeof name === "string") : []
  const names = [...new Set(strings.map(normalizeName).filter(Boolean))].sort().slice(0, MAX_LISTS_OF_A_PAPER)
  return text || names.length ? {note: text, lists: names} : undefined
}

// One of two notes if it has the other, else both, in an order that does not depend on which came first.
const mergeNotes = (note, other) => {
  if (note.includes(other)) return note
  if (other.includes(note)) return other
  return [note, other].sort().join("\n\n")
}

// What two entries of a paper have together.
const mergeEntries = (entry = {note: "", lists: []}, other = {note: "", lists: []}) =>
  normalizeEntry({note: mergeNotes(entry.note, other.note), lists: [...entry.lists, ...other.lists]})

// The entry of each paper. Stored text may be damaged or from another program: skips what is invalid.
const parseNotebook = text => {
  const papers = JSON.parse(text)?.papers ?? {}
  return new Map(Object.entries(papers).flatMap(([id, stored]) => {
    const entry = ID.test(id) && stored && typeof stored === "object" ? normalizeEntry(stored) : undefined
    return entry ? [[id, entry]] : []
  }))
}

export {MAX_NOTE_CHARACTERS, MAX_LIST_NAME_CHARACTERS, mergeEntries, normalizeEntry, normalizeName, parseNotebook}
