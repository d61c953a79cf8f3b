// Ranks records: first by the weights of their words, then by their titles.

import {SIGN_VALUES} from "./decoding.js"
import {wordsOf} from "./folding.js"
import {AUTHOR, LABEL, NAME, TEXT, TITLE} from "./reading.js"

const FIRST_RESULTS = 10, MAX_RESULTS = 30 // records that are shown at once, and in total
const MAX_PHRASE_CANDIDATES = 64 // records whose texts are searched for a phrase
const STEPS_PER_DOUBLING = 4 // of what a record gains by synonyms
const FULL_FIELDS_WEIGHT = 2 // of a word that counts as matched in a question: it is twice in the text

// The weight of a word in these fields of a record.
function fieldsWeight(fields) {
  return (fields & TITLE ? 4 : 0) + (fields & NAME ? 4 : 0) + (fields & AUTHOR ? 4 : 0)
    + (fields & LABEL ? 3 : 0) + [0, 1.5, 2.1, 2.6][Math.floor(fields / TEXT)]
}
const FIELDS_WEIGHTS = Array.from({length: 64}, (_, fields) => fieldsWeight(fields))

// Inverse document frequency, smoothed.
const idf = (index, count) => Math.log(1 + index.records / (Math.min(count, index.records) + 0.5))

// For one typed word: writes its gain for each record, and returns its weight among the others.
function scoreWord(index, slot, {gain, inTitle}) {
  gain.fill(0)
  inTitle.fill(0)
  let weight = 0
  const add = (list, factor, wordIdf) => {
    weight = Math.max(weight, wordIdf)
    for (let i = 0; i < list.records.length; i++) {
      const value = FIELDS_WEIGHTS[list.bits[i]] * factor * wordIdf
      if (value > gain[list.records[i]]) gain[list.records[i]] = value
      if (list.bits[i] & TITLE) inTitle[list.records[i]] = 1
    }
  }
  const exact = index.list(slot.word)
  const lists = [...slot.words].map(([word, factor]) => [index.list(word), factor])
    .filter(([list]) => list)
  // Similar words count as if each were as frequent as all of them and the typed word together.
  const count = lists.reduce((sum, [list]) => sum + list.records.length, 0)
  for (const [list, factor] of lists)
    add(list, factor, idf(index, list === exact ? list.records.length : count))
  for (const {words, weight: factor} of slot.conjunctions) {
    const list = intersectLists(index, words)
    if (list) add(list, factor, idf(index, list.records.length))
  }
  for (const {records, bits} of slot.gains) {
    weight ||= idf(index, records.length)
    for (let i = 0; i < records.length; i++)
      gain[records[i]] = Math.max(gain[records[i]], 2 ** (bits[i] / STEPS_PER_DOUBLING))
  }
  return weight
}

// The records that have all words, with the fields of the word that weighs least there.
function intersectLists(index, words) {
  const lists = words.map(word => index.list(word))
  if (!lists.every(Boolean)) return undefined
  let fields = new Map()
  lists[0].records.forEach((record, i) => fields.set(record, lists[0].bits[i]))
  for (const list of lists.slice(1)) {
    const next = new Map()
    list.records.forEach((record, i) => {
      if (!fields.has(record)) return
      const [a, b] = [fields.get(record), list.bits[i]]
      next.set(record, FIELDS_WEIGHTS[a] < FIELDS_WEIGHTS[b] ? a : b)
    })
    fields = next
  }
  return {records: [...fields.keys()], bits: [...fields.values()]}
}

// Buffers with one number per record for each step of ranking, allocated once.
function newScratch(count) {
  const numbers = () => new Float32Array(count), bytes = () => new Uint8Array(count)
  return {gain: numbers(), inTitle: bytes(), matchedWeight: numbers(), strength: numbers(), total: numbers(), titleMatches: bytes()}
}

// The numbers of the best records and their scores. A record that lacks a word loses more than the
// word's gain; one whose title has only words of the query gets a bonus. Of a question, a weak match of a
// word counts as a part of one, and titles count no more than other texts.
function rankRecords(index, slots, requireAll, limit, isQuestion = false) {
  const {gain, inTitle, matchedWeight, strength, total, titleMatches} = index.scratch ||= newScratch(index.records)
  for (const numbers of [matchedWeight, strength, total, titleMatches]) numbers.fill(0)
  let totalWeight = 0
  for (const slot of slots) {
    const weight = scoreWord(index, slot, index.scratch)
    const share = slot.optional ? 0 : weight || idf(index, 0)
    totalWeight += share
    for (let i = 0; i < gain.length; i++) {
      if (!gain[i]) continue
      total[i] += gain[i]
      matchedWeight[i] += share
      strength[i] += isQuestion ? Math.min(share, gain[i] / FULL_FIELDS_WEIGHT) : share
      titleMatches[i] += inTitle[i]
    }
  }
  index.scratch.totalWeight = totalWeight
  const records = []
  for (let record = 0; record < total.length; record++) {
    const hasAll = matchedWeight[record] > totalWeight * 0.999
    if (!total[record] || requireAll && !hasAll) continue
    if (totalWeight) total[record] *= (strength[record] / totalWeight) ** 2
    if (!isQuestion) {
      const titleCoverage = titleMatches[record] / Math.max(1, SIGN_VALUES[index.lengths[record]])
      total[record] *= (1 + 0.5 * titleCoverage) * (hasAll && titleCoverage >= 1 ? 1.5 : 1)
    }
    records.push(record)
  }
  return records.sort((a, b) => total[b] - total[a] || a - b).slice(0, limit)
    .map(record => ({record, score: total[record]}))
}

// Sorts by scores, with a bonus for titles that equal the query, begin with it or contain it, and for
// records by a person of that name.
function rankByTitle(records, query) {
  const joinedQuery = joinWords(query)
  for (const item of records) {
    const title = joinWords(item.title), name = joinWords(item.title.split(":")[0])
    if (title === joinedQuery) item.score *= 3
    else if (item.authors.some(author => joinWords(author) === joinedQuery)) item.score *= 1.5
    else if (name === joinedQuery) item.score *= 2
    else if (joinedQuery.length > 3 && title.startsWith(joinedQuery)) item.score *= 1.6
    else if (joinedQuery.length > 3 && title.includes(joinedQuery)) item.score *= 1.3
  }
  return records.sort((a, b) => b.score - a.score || a.record - b.record)
}

const joinWords = text => wordsOf(text).map(([joined]) => joined).join("")

export {FIRST_RESULTS, MAX_PHRASE_CANDIDATES, MAX_RESULTS, fieldsWeight, idf, rankByTitle, rankRecords}
