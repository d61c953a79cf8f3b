// The papers of the list: filters them by words, facets, years and ids, and sorts them. A paper is its
// place on the page; its row, with what cards show, is loaded when it is needed.

import {decodeDeltas, decodeNumbers} from "../search/decoding.js"
import {Facets, choicesOf, foldMarksAndCase, marks, words} from "./shared.js"

const MARK = "mark" // the reader's own marks, which are in no file and may change at any time
const FACETS = ["list", "topic", "tag", "year", "person", "organization", "status", "code", MARK]
const FILES_PER_STEP = 8 // of rows, before a reader sees what they have
const ROWS_AT_ONCE = 200 // that are made before the page handles events again
const MAX_AUTHORS_ON_CARD = 3 // as in generator/site/views/parts.py

// The marks that some paper has, with how many have them.
const markOptions = () => {
  const kinds = [...marks.all().values()].flat()
  return marks.KINDS.map(id => ({id, name: "", count: kinds.filter(kind => kind === id).length}))
    .filter(({count}) => count)
}

// The values that can be chosen, from `filters.js` and the reader's marks: by facet, each with a label
// and a count.
function facetOptions(filterData) {
  const values = {list: filterData.lists, topic: filterData.topics, tag: filterData.tags, year: filterData.years,
                  person: filterData.people, organization: filterData.organizations, status: filterData.statuses,
                  code: filterData.code ? [{id: "1", name: "", count: filterData.code}] : [],
                  [MARK]: markOptions()}
  return FACETS.map(name => ({name, values: (values[name] ?? []).map(
    ({id, name: label, count}) => ({id: id ?? label, label, count}))}))
}

const DEFAULT_ORDER = "newest" // the order of the page itself
const COMPARISONS = {
  added: ({added}) => (a, b) => added[b] - added[a],
  title: ({all}) => {
    const {compare} = new Intl.Collator(words.language)
    return (a, b) => compare(all[a].title, all[b].title)
  },
  comments: ({comments}) => (a, b) => comments[b] - comments[a],
}

const pause = () => new Promise(resolve => setTimeout(resolve))

const queryWordsOf = params => foldMarksAndCase(params.get("text") ?? "").split(/\s+/).filter(Boolean)

const formatAuthors = names => names.length > MAX_AUTHORS_ON_CARD
  ? words("names_more", names.length - 2, {names: names.slice(0, 2).join(words("comma"))})
  : names.join(words("comma"))

class Rows {
  static async read(data, options) {
    const [facets, ids] = await Promise.all([data.part("facets"), marks.all().size ? data.part("ids") : null])
    return new Rows(data, options, facets, ids)
  }

  constructor(data, options, {lists, added, comments}, ids) {
    this.data = data
    this.options = options
    this.size = options.papers
    this.added = decodeNumbers(added)
    this.comments = decodeNumbers(comments)
    this.all = Array(this.size) // the rows that are loaded, by place
    this.files = new Map() // promises of the files of rows, by number
    this.hasAll = false
    this.ids = ids // of all papers, once they are loaded
    this.valuesByPlace = new Map() // by facet
    this.facets = new Facets(facetOptions(options).map(({name, values}) => {
      const encoded = (lists[name] ?? "").split("|")
      return {name, values: values.map((value, i) =>
        ({...value, records: name === MARK ? [] : decodeDeltas(encoded[i])}))}
    }), this.size)
    const places = Uint32Array.from({length: this.size}, (_, place) => place)
    this.orders = new Map([[DEFAULT_ORDER, places]]) // places by order, each sorted once
  }

  group(name) {
    return this.facets.groups[FACETS.indexOf(name)]
  }

  async readIds() {
    return this.ids ??= await this.data.part("ids")
  }

  // Loads what choices need, in steps; each gives the number of papers that were read before it.
  async *load(params) {
    if (params.has("ids") || marks.all().size) await this.readIds()
    if (!this.hasAll && this.needsAll(params)) yield* this.readAll()
  }

  needsAll(params) {
    const known = new Set(this.group("tag").values.map(({id}) => id))
    return !this.data.isLong || queryWordsOf(params).length || params.get("sort") === "title"
      || [...choicesOf(params, "tag").keys()].some(id => !known.has(id))
  }

  async *readAll() {
    if (this.hasAll) return
    const files = Array.from({length: Math.ceil(this.size / this.data.rowsPerFile)}, (_, file) => this.readFile(file))
    for (const file of files) file.catch(() => {}) // the first failure is thrown below
    for (let file = 0; file < files.length; file += FILES_PER_STEP) {
      if (this.data.isLong) yield file * this.data.rowsPerFile
      await Promise.all(files.slice(file, file + FILES_PER_STEP))
    }
    this.addOtherTags()
  }

  async rowsAt(places) {
    const missing = [...places].filter(place => !this.all[place])
    await Promise.all([...new Set(missing.map(place => Math.floor(place / this.data.rowsPerFile)))]
      .map(file => this.readFile(file)))
    return Array.from(places, place => this.all[place])
  }

  readFile(file) {
    if (!this.files.has(file)) {
      const reading = this.readRows(file)
      reading.catch(() => this.files.delete(file))
      this.files.set(file, reading)
    }
    return this.files.get(file)
  }

  async readRows(file) {
    const start = file * this.data.rowsPerFile
    const [columns, ids] = await Promise.all([this.data.part(`rows-${file}`), this.readIds()])
    const names = Object.keys(columns)
    for (let i = 0; i < columns.title.length; i++) {
      if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await pause()
      this.all[start + i] = this.newRow(start + i, ids[start + i],
        Object.fromEntries(names.map(name => [name, columns[name][i] || undefined])))
    }
  }

  newRow(place, id, fields) {
    const row = {
      ...fields, place, id, url: id + this.options.ending, authors: fields.authors ?? [],
      topics: (fields.topics ?? []).map(number => this.options.topics[number].id),
      tags: (fields.tags ?? []).map(tag => typeof tag === "number" ? this.options.tags[tag].name : tag),
      organization: this.valueAt("organization", place), status: this.valueAt("status", place),
      code: this.valueAt("code", place),
    }
    const isolate = text => this.options.direction === "rtl" ? `\u2068${text}\u2069` : text
    row.line = [row.byline ?? formatAuthors(row.authors), row.venue].filter(Boolean).map(isolate).join("\u00a0\u00b7 ")
    const topicNames = (fields.topics ?? []).map(number => this.options.topics[number].name)
    row.searchText = foldMarksAndCase([row.title, row.day, row.line, row.organization, row.takeaway, row.arxiv, row.doi,
      ...row.authors, ...row.tags, ...topicNames].join("\n"))
    return row
  }

  // The value of a paper in a facet of which each paper has one value at most.
  valueAt(name, place) {
    if (!this.valuesByPlace.has(name)) {
      const values = Array(this.size)
      for (const {id, records} of this.group(name).values)
        for (const record of records) values[record] = id
      this.valuesByPlace.set(name, values)
    }
    return this.valuesByPlace.get(name)[place]
  }

  // Adds the tags that filters do not offer to the tags that can be chosen.
  addOtherTags() {
    if (this.hasAll) return
    this.hasAll = true
    const {values} = this.group("tag")
    const known = new Map(values.map(value => [value.id, null]))
    for (const {tags, place} of this.all) {
      for (const id of tags) {
        if (!known.has(id)) {
          known.set(id, {id, label: id, records: []})
          values.push(known.get(id))
        }
        const records = known.get(id)?.records
        if (records && records.at(-1) !== place) records.push(place)
      }
    }
  }

  sortBy(sort) {
    const places = this.orders.get(DEFAULT_ORDER)
    if (sort === "title" && !this.hasAll) return places // until titles are loaded
    if (!this.orders.has(sort))
      this.orders.set(sort, COMPARISONS[sort] ? places.slice().sort(COMPARISONS[sort](this)) : places)
    return this.orders.get(sort)
  }

  // Reads the present marks; those that no paper has are left out.
  updateMarks() {
    const recordsByKind = new Map(marks.KINDS.map(id => [id, []]))
    const marked = marks.all()
    if (marked.size && this.ids)
      this.ids.forEach((id, place) => marked.get(id)?.forEach(kind => recordsByKind.get(kind)?.push(place)))
    this.group(MARK).values = [...recordsByKind].map(([id, records]) => ({id, label: id, records}))
      .filter(({records}) => records.length)
  }

  // The places that match the choices, in order, and for every value how many papers it would leave.
  // What `load` has not loaded yet does not match.
  filter(params) {
    const queryWords = queryWordsOf(params)
    const ids = params.has("ids") && new Set(params.get("ids").split(","))
    const candidates = new Uint8Array(this.size)
    for (let place = 0; place < this.size; place++)
      candidates[place] = Number((!ids || ids.has(this.ids?.[place]))
        && queryWords.every(word => this.all[place]?.searchText.includes(word)))
    this.updateMarks()
    this.facets.choose(params)
    const matches = [...this.sortBy(params.get("sort") ?? DEFAULT_ORDER)]
      .filter(place => candidates[place] && this.facets.matches(place))
    return {matches, counts: this.facets.counts(candidates)}
  }
}

export {COMPARISONS, DEFAULT_ORDER, FACETS, MARK, Rows, facetOptions}
