// The rows of the list: filters them by words, facets, years and ids, and sorts them.

import {Facets, foldMarksAndCase, load, marks, words} from "./shared.js"

const MARK = "mark" // the reader's own marks, which are in no file and may change at any time
// The facets of papers: the name of each, and its values in a row.
const FACETS = [
  {name: "topic", valuesIn: row => row.topics},
  {name: "tag", valuesIn: row => row.tags},
  {name: "year", valuesIn: row => row.year ? [row.year] : []},
  {name: "person", valuesIn: row => row.people ?? []},
  {name: "organization", valuesIn: row => row.organization ? [row.organization] : []},
  {name: "status", valuesIn: row => row.status ? [row.status] : []},
  {name: "code", valuesIn: row => row.code ? ["1"] : []},
  {name: MARK, valuesIn: row => marks.of(row.id)},
]
const ROWS_AT_ONCE = 500 // rows that are prepared before the page handles events again

const pause = () => new Promise(resolve => setTimeout(resolve))

// The marks that some paper has, with how many have them.
const markOptions = () => {
  const kinds = [...marks.all().values()].flat()
  return marks.KINDS.map(id => ({id, name: "", count: kinds.filter(kind => kind === id).length}))
    .filter(({count}) => count)
}

// The values that can be chosen, from `filters.js` and the reader's marks: by facet, each with a label
// and a count.
function facetOptions(filterData) {
  const values = {topic: filterData.topics, tag: filterData.tags, year: filterData.years,
                  person: filterData.people,
                  organization: filterData.organizations, status: filterData.statuses,
                  code: filterData.code ? [{id: "1", name: "", count: filterData.code}] : [],
                  [MARK]: markOptions()}
  return FACETS.map(({name}) => ({name, values: (values[name] ?? []).map(
    ({id, name: label, count}) => ({id: id ?? label, label, count}))}))
}

// The rows as loaded, each with its position and the text that is searched.
async function prepareRows(rows, names) {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    for (let place = start; place < Math.min(start + ROWS_AT_ONCE, rows.length); place++) {
      const row = rows[place]
      row.place = place
      row.topics ??= []
      row.tags ??= []
      row.authors ??= []
      row.year = row.published?.slice(0, 4)
      row.searchText = foldMarksAndCase([row.title, row.day, row.line, row.organization, row.takeaway, row.arxiv,
        row.doi, ...row.authors, ...row.tags, ...row.topics.map(id => names.get(id)?.name ?? id)].join("\n"))
    }
    await pause()
  }
  return rows
}

// The values of a facet, each with the positions of its rows; values that are no options come last.
function groupRowsByValue({valuesIn}, options, rows) {
  const groups = new Map(options.map(value => [value.id, {...value, records: []}]))
  for (const row of rows) {
    for (const id of valuesIn(row)) {
      if (!groups.has(id)) groups.set(id, {id, label: id, records: []})
      const {records} = groups.get(id)
      if (records.at(-1) !== row.place) records.push(row.place)
    }
  }
  return [...groups.values()]
}

async function groupRows(rows, options) {
  const groups = []
  for (const [i, facet] of FACETS.entries()) {
    groups.push({name: facet.name, values: groupRowsByValue(facet, options[i].values, rows)})
    await pause()
  }
  return new Facets(groups, rows.length)
}

const DEFAULT_ORDER = "newest" // the order of the page itself, and of the rows
const compareAdded = (a, b) => (b.added ?? "") < (a.added ?? "") ? -1 : Number((b.added ?? "") > (a.added ?? ""))
const COMPARISONS = {
  added: () => compareAdded,
  title: () => {
    const {compare} = new Intl.Collator(words.language)
    return (a, b) => compare(a.title, b.title)
  },
  comments: () => (a, b) => (b.comments ?? -1) - (a.comments ?? -1),
}

// All rows, their facets and orders.
class Rows {
  static async read(url, options, names) {
    const rows = await prepareRows(await load(url), names)
    return new Rows(rows, await groupRows(rows, options))
  }

  constructor(all, facets) {
    this.all = all
    this.facets = facets
    this.orders = new Map([[DEFAULT_ORDER, all]]) // sorted rows by order, each sorted once
  }

  sortBy(sort) {
    if (!this.orders.has(sort))
      this.orders.set(sort, COMPARISONS[sort] ? [...this.all].sort(COMPARISONS[sort]()) : this.all)
    return this.orders.get(sort)
  }

  // Reads the present marks; those that no row has are left out.
  updateMarks() {
    const place = FACETS.findIndex(({name}) => name === MARK)
    const options = marks.KINDS.map(id => ({id, label: id}))
    this.facets.groups[place].values = groupRowsByValue(FACETS[place], options, this.all)
      .filter(({records}) => records.length)
  }

  // The rows that match the choices, in order, and for every value how many rows it would leave.
  filter(params) {
    const queryWords = foldMarksAndCase(params.get("text") ?? "").split(/\s+/).filter(Boolean)
    const ids = params.has("ids") && new Set(params.get("ids").split(","))
    const candidates = new Uint8Array(this.all.length)
    for (const row of this.all)
      candidates[row.place] = (!ids || ids.has(row.id)) && queryWords.every(word => row.searchText.includes(word))
    this.updateMarks()
    this.facets.choose(params)
    const matches = this.sortBy(params.get("sort") ?? DEFAULT_ORDER)
      .filter(({place}) => candidates[place] && this.facets.matches(place))
    return {matches, counts: this.facets.counts(candidates)}
  }
}

export {COMPARISONS, DEFAULT_ORDER, FACETS, MARK, Rows, facetOptions}
