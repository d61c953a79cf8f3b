// The rows of the list, and which of them fit: words, facets, years, ids, in an order.

import {Facets, foldMarksAndCase, load, marks, words} from "./shared.js"

const MARK = "mark" // the reader's own, which may change at any time and are in no file
// By what papers can be filtered. Whoever adds a facet gives it a name, and the values of a row.
const FACETS = [
  {name: "topic", of: row => row.topics},
  {name: "tag", of: row => row.tags},
  {name: "year", of: row => row.year ? [row.year] : []},
  {name: "organization", of: row => row.organization ? [row.organization] : []},
  {name: "status", of: row => row.status ? [row.status] : []},
  {name: "code", of: row => row.code ? ["1"] : []},
  {name: MARK, of: row => marks.of(row.id)},
]
const ROWS_AT_ONCE = 500 // rows that are prepared at once: a reader's key comes between two of them

const pause = () => new Promise(resolve => setTimeout(resolve))

// The marks that some paper has, with how many have them.
const markValues = () => {
  const found = [...marks.all().values()].flat()
  return marks.KINDS.map(id => ({id, name: "", count: found.filter(kind => kind === id).length}))
    .filter(({count}) => count)
}

// What `filters.js` and the reader's marks say can be chosen, as facets with a label and a count a
// value.
function offerValues(known) {
  const values = {topic: known.topics, tag: known.tags, year: known.years,
                  organization: known.organizations, status: known.statuses,
                  code: known.code ? [{id: "1", name: "", count: known.code}] : [],
                  [MARK]: markValues()}
  return FACETS.map(({name}) => ({name, values: (values[name] ?? []).map(
    ({id, name: label, count}) => ({id: id ?? label, label, count}))}))
}

// The rows as they came, with what is looked for in each.
async function prepareRows(rows, names) {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    for (let place = start; place < Math.min(start + ROWS_AT_ONCE, rows.length); place++) {
      const row = rows[place]
      row.place = place
      row.topics ??= []
      row.tags ??= []
      row.authors ??= []
      row.year = row.published?.slice(0, 4)
      row.sought = foldMarksAndCase([row.title, row.day, row.line, row.organization, row.arxiv, row.doi, ...row.authors,
        ...row.tags, ...row.topics.map(id => names.get(id)?.name ?? id)].join("\n"))
    }
    await pause()
  }
  return rows
}

// The values of a facet with the places of the rows that have each; those that nobody offers come
// last.
function valuesOf({of}, offer, rows) {
  const found = new Map(offer.map(value => [value.id, {...value, records: []}]))
  for (const row of rows) {
    for (const id of of(row)) {
      if (!found.has(id)) found.set(id, {id, label: id, records: []})
      const {records} = found.get(id)
      if (records.at(-1) !== row.place) records.push(row.place)
    }
  }
  return [...found.values()]
}

async function groupRows(rows, offer) {
  const groups = []
  for (const [i, facet] of FACETS.entries()) {
    groups.push({name: facet.name, values: valuesOf(facet, offer[i].values, rows)})
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

// All rows, and the way to those that fit.
class Rows {
  static async read(address, offer, names) {
    const rows = await prepareRows(await load(address), names)
    return new Rows(rows, await groupRows(rows, offer))
  }

  constructor(all, facets) {
    this.all = all
    this.facets = facets
    this.orders = new Map([[DEFAULT_ORDER, all]]) // each is made once
  }

  sortBy(sort) {
    if (!this.orders.has(sort))
      this.orders.set(sort, COMPARISONS[sort] ? [...this.all].sort(COMPARISONS[sort]()) : this.all)
    return this.orders.get(sort)
  }

  // The marks as they are now; those that no row has are not offered.
  remark() {
    const place = FACETS.findIndex(({name}) => name === MARK)
    const offer = marks.KINDS.map(id => ({id, label: id}))
    this.facets.groups[place].values = valuesOf(FACETS[place], offer, this.all)
      .filter(({records}) => records.length)
  }

  // The rows that fit what is chosen, in order, and for every value how many it would leave.
  matching(params) {
    const typed = foldMarksAndCase(params.get("text") ?? "").split(/\s+/).filter(Boolean)
    const ids = params.has("ids") && new Set(params.get("ids").split(","))
    const among = new Uint8Array(this.all.length)
    for (const row of this.all)
      among[row.place] = (!ids || ids.has(row.id)) && typed.every(word => row.sought.includes(word))
    this.remark()
    this.facets.choose(params)
    const found = this.sortBy(params.get("sort") ?? DEFAULT_ORDER)
      .filter(({place}) => among[place] && this.facets.fits(place))
    return {found, counts: this.facets.counts(among)}
  }
}

export {COMPARISONS, DEFAULT_ORDER, FACETS, MARK, Rows, offerValues}
