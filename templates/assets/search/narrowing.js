// Filters and sorts the matches of a query, and counts the matches of each value of the facets.

import {NAMES, pickParams} from "../facets/choosing.js"
import {Facets} from "../facets/counting.js"
import {decodeDeltas, decodeNumbers} from "./decoding.js"

const COMPARISONS = {comments: facets => (a, b) => facets.comments[b] - facets.comments[a] || a - b,
               newest: () => (a, b) => a - b} // records are numbered from the newest

// The facets of the index, loaded when first needed. The first records of the index are papers.
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

// A test whether a record of the last ranking has every word of the query; if no record has, whether
// it has as much of the query as the best.
function wholeMatchTest(index) {
  const {matchedWeight, total} = index.scratch
  let maximum = 0
  for (let i = 0; i < matchedWeight.length; i++)
    if (total[i]) maximum = Math.max(maximum, matchedWeight[i])
  return record => total[record] > 0 && matchedWeight[record] >= maximum * 0.999
}

// Whether some record has all words of the query, and not only most of them.
function hasCompleteMatch(index) {
  const {matchedWeight, totalWeight} = index.scratch
  return matchedWeight.some(weight => weight >= totalWeight * 0.999)
}

const isChosen = params => [...params].some(([name]) => name !== "sort")

// `queryMatches` come best first. Without filters only their order may change.
async function narrowMatches(index, queryMatches, requestParams, query) {
  const params = pickParams(requestParams, NAMES)
  const {facets, papers, comments} = await readFacets(index)
  facets.choose(params)
  const candidates = new Uint8Array(papers)
  const matches = query.trim() ? queryMatches : Array.from({length: papers}, (_, record) => ({record, score: 1}))
  for (const {record} of matches) if (record < papers) candidates[record] = 1
  const compare = COMPARISONS[params.get("sort") || (query.trim() ? "" : "newest")]?.({comments})
  let narrowed = matches
  if (isChosen(params)) narrowed = matches.filter(({record}) => record < papers && facets.matches(record))
  else if (!query.trim()) narrowed = []
  if (compare)
    narrowed = [...narrowed].sort((a, b) => compare(a.record, b.record)).map(item => ({...item, score: 1}))
  return {narrowed, isSorted: Boolean(compare), counts: facets.counts(candidates), facets}
}

export {hasCompleteMatch, narrowMatches, wholeMatchTest}
