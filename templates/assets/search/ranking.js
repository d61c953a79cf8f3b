// From words with weights to records in order: the best for all words, then by their titles.

import {VALUE} from "./decoding.js"
import {wordsOf} from "./folding.js"
import {AUTHOR, LABEL, NAME, TEXT, TITLE} from "./reading.js"

const FIRST_RESULTS = 10, MAX_RESULTS = 30 // records that are shown at once, and when they were read
const MAX_PHRASE_CANDIDATES = 64 // records whose texts are read to find a phrase

// How much a word in these fields tells of a record.
function fieldsWeight(fields) {
  return (fields & TITLE ? 4 : 0) + (fields & NAME ? 4 : 0) + (fields & AUTHOR ? 4 : 0)
    + (fields & LABEL ? 3 : 0) + [0, 1.5, 2.1, 2.6][Math.floor(fields / TEXT)]
}
const FIELDS_WEIGHTS = Array.from({length: 64}, (_, fields) => fieldsWeight(fields))

const rarity = (index, count) => Math.log(1 + index.records / (Math.min(count, index.records) + 0.5))

// For one typed word: what it adds to each record, and how much it counts among the others.
function scoreWord(index, slot, {gain, inTitle}) {
  gain.fill(0)
  inTitle.fill(0)
  let weight = 0
  const add = (list, factor, rare) => {
    weight = Math.max(weight, rare)
    for (let i = 0; i < list.records.length; i++) {
      const value = FIELDS_WEIGHTS[list.bits[i]] * factor * rare
      if (value > gain[list.records[i]]) gain[list.records[i]] = value
      if (list.bits[i] & TITLE) inTitle[list.records[i]] = 1
    }
  }
  const exact = index.list(slot.word)
  const lists = [...slot.words].map(([word, factor]) => [index.list(word), factor])
    .filter(([list]) => list)
  // Words only like it count as if each were as frequent as all of them and the word itself.
  const count = lists.reduce((sum, [list]) => sum + list.records.length, 0)
  for (const [list, factor] of lists)
    add(list, factor, rarity(index, list === exact ? list.records.length : count))
  for (const {words, weight: factor} of slot.together) {
    const list = intersectLists(index, words)
    if (list) add(list, factor, rarity(index, list.records.length))
  }
  return weight
}

// The records that have all words, with the fields of the word that tells least.
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

// One number a record for each step of ranking, made once.
function newScratch(count) {
  return {gain: new Float32Array(count), inTitle: new Uint8Array(count), met: new Float32Array(count),
          total: new Float32Array(count), titled: new Uint8Array(count)}
}

// The numbers of the best records and their scores. A record that lacks a word loses more than
// what the word would have added; one whose title has no other words than the query gains.
function rankRecords(index, slots, every, most) {
  const {gain, inTitle, met, total, titled} = index.scratch ||= newScratch(index.records)
  for (const numbers of [met, total, titled]) numbers.fill(0)
  let whole = 0
  for (const slot of slots) {
    const weight = scoreWord(index, slot, index.scratch)
    const share = slot.optional ? 0 : weight || rarity(index, 0)
    whole += share
    for (let i = 0; i < gain.length; i++) {
      if (!gain[i]) continue
      total[i] += gain[i]
      met[i] += share
      titled[i] += inTitle[i]
    }
  }
  const found = []
  for (let record = 0; record < total.length; record++) {
    const all = met[record] > whole * 0.999
    if (!total[record] || every && !all) continue
    const covered = titled[record] / Math.max(1, VALUE[index.lengths[record]])
    total[record] *= (whole ? (met[record] / whole) ** 2 : 1) * (1 + 0.5 * covered)
      * (all && covered >= 1 ? 1.5 : 1)
    found.push(record)
  }
  return found.sort((a, b) => total[b] - total[a] || a - b).slice(0, most)
    .map(record => ({record, score: total[record]}))
}

// A title that is the query, begins with it or has it as it stands comes before others, as does
// a person of that name.
function rankByTitle(found, query) {
  const asked = joinWords(query)
  for (const item of found) {
    const title = joinWords(item.title), name = joinWords(item.title.split(":")[0])
    if (title === asked) item.score *= 3
    else if (item.authors.some(author => joinWords(author) === asked)) item.score *= 1.5
    else if (name === asked) item.score *= 2
    else if (asked.length > 3 && title.startsWith(asked)) item.score *= 1.6
    else if (asked.length > 3 && title.includes(asked)) item.score *= 1.3
  }
  return found.sort((a, b) => b.score - a.score || a.record - b.record)
}

const joinWords = text => wordsOf(text).map(([joined]) => joined).join("")

export {FIRST_RESULTS, MAX_PHRASE_CANDIDATES, MAX_RESULTS, rankByTitle, rankRecords, rarity}
