// The matches of a query that fit what is chosen, in the order asked for, and what could be chosen.

import {NAMES, only} from "../facets/choosing.js"
import {Facets} from "../facets/counting.js"
import {decodeDeltas, decodeNumbers} from "./decoding.js"

const COMPARISONS = {comments: facets => (a, b) => facets.comments[b] - facets.comments[a] || a - b,
               newest: () => (a, b) => a - b} // records are numbered from the newest

// The facets of the index, read when they are first wanted. Papers are the first of its records.
async function readFacets(index) {
  const part = await index.part("facets")
  if (Array.isArray(part.facets)) {
    const groups = part.facets.map(({name, ids, labels, lists}) => {
      const records = lists.split("|").map(decodeDeltas)
      return {name, values: ids.map((id, i) => ({id, label: labels[i] || id, records: records[i]}))}
    })
    part.facets = new Facets(groups, part.papers)
    part.comments = decodeNumbers(part.comments)
  }
  return part
}

// Whether a record, among those ranked last, has every word of the query; if none has, whether it
// has as much of it as any.
function wholeMatchTest(index) {
  const {met, total} = index.scratch
  let most = 0
  for (let i = 0; i < met.length; i++) if (total[i] && met[i] > most) most = met[i]
  return record => total[record] > 0 && met[record] >= most * 0.999
}

const isChosen = params => [...params].some(([name]) => name !== "sort")

// `found` are the matches, the best first. Without filters only their order may change.
async function narrowMatches(index, found, wished, query) {
  const params = only(wished, NAMES)
  const {facets, papers, comments} = await readFacets(index)
  facets.choose(params)
  const among = new Uint8Array(papers)
  const matches = query.trim() ? found : Array.from({length: papers}, (_, record) => ({record, score: 1}))
  for (const {record} of matches) if (record < papers) among[record] = 1
  const compare = COMPARISONS[params.get("sort") || (query.trim() ? "" : "newest")]?.({comments})
  let kept = matches
  if (isChosen(params)) kept = matches.filter(({record}) => record < papers && facets.fits(record))
  else if (!query.trim()) kept = []
  if (compare)
    kept = [...kept].sort((a, b) => compare(a.record, b.record)).map(item => ({...item, score: 1}))
  return {kept, ordered: Boolean(compare), counts: facets.counts(among), facets}
}

export {narrowMatches, wholeMatchTest}
