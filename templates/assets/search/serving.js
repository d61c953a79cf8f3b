// Answers a query with results in the form that the theme shows.

import {spaceWords, wordsOf} from "./folding.js"
import {lowerBound} from "./lookup.js"
import {matchWords} from "./matching.js"
import {narrowMatches, wholeMatchTest} from "./narrowing.js"
import {PROXIMITY_GAIN, proximityScorer} from "./nearness.js"
import {parseQuery} from "./query.js"
import {FIRST_RESULTS, MAX_PHRASE_CANDIDATES, MAX_RESULTS, rankByTitle, rankRecords} from "./ranking.js"
import {Index} from "./reading.js"

const words = self.readingListWords
const escapeHtml = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt()};`)
const WRITTEN_WORD = /[\p{L}\p{N}\p{M}'\u2019^_{}.+#\u2010-\u2013-]+/gu

// The normalized forms of a written word, cached, as results repeat words.
const FORMS = new Map()
function formsOf(piece) {
  if (!FORMS.has(piece)) {
    if (FORMS.size > 20_000) FORMS.clear()
    FORMS.set(piece, wordsOf(piece).flat())
  }
  return FORMS.get(piece)
}

// The words of the index that were searched for, each with the word of the query it stands for.
function slotsByWord(slots) {
  const found = new Map()
  for (const slot of [...slots].reverse()) // the first word of the query wins
    for (const word of [...slot.words.keys(), ...slot.conjunctions.flatMap(({words}) => words)])
      found.set(word, slot)
  return found
}

// Text as HTML with found words in <mark>; adds their spellings to `written`.
function highlight(text, found, written) {
  let html = "", at = 0
  for (const {0: piece, index} of text.matchAll(WRITTEN_WORD)) {
    let slot
    for (const form of formsOf(piece)) slot ||= found.get(form)
    if (!slot) continue
    html += escapeHtml(text.slice(at, index)) + `<mark>${escapeHtml(piece)}</mark>`
    at = index + piece.length
    if (!written.has(slot)) written.set(slot, new Set())
    written.get(slot).add(piece.replace(/[.,:;]+$/, ""))
  }
  return html + escapeHtml(text.slice(at))
}

// The first authors and up to four that the query names, in their order, with dots for those between.
function formatAuthors(authors) {
  const comma = words("comma")
  const found = authors.flatMap((author, i) => author.includes("<mark>") ? [i] : []).slice(0, 4)
  const shown = [...new Set([...found, ...found.length > 1 ? [] : [0, 1]])].sort((a, b) => a - b)
  const rest = authors.length - shown.length
  if (rest < 2) return authors.join(comma)
  const names = shown.map((i, at) => (i > (at ? shown[at - 1] + 1 : 0) ? "\u2026 " : "") + authors[i])
  return words("names_more", rest, {names: names.join(comma)})
}

// The words by which a record matches a word of the query; undefined if it does not match.
function wordsFoundBy(index, slot, record) {
  const words = [...slot.words].sort((a, b) => b[1] - a[1]).map(([word]) => [word])
  return [...words, ...slot.conjunctions.map(each => each.words)].find(each => each.every(word => {
    const records = index.list(word)?.records
    return records && records[lowerBound(records, record)] === record
  }))
}

// One result; a section comes with its page.
function resultItems(index, {record, location, title, authors, line, teaser, page, language, score}, slots, found) {
  const written = new Map()
  const plainName = highlight(title, found, written)
  const name = language ? `<span lang="${escapeHtml(language)}" dir="auto">${plainName}</span>` : plainName
  const byAuthors = formatAuthors(authors.map(author => highlight(author, found, written)))
  const byline = byAuthors || line
    ? `<p>${[byAuthors, highlight(line, found, written)].filter(Boolean).join(" \u00b7 ")}</p>` : ""
  const text = byline + (teaser ? `<p>${highlight(teaser, found, written)}</p>` : "")
  const terms = {} // words that the page highlights, and those that it lacks
  for (const slot of slots.filter(each => !each.optional || written.has(each))) {
    const words = written.get(slot) || wordsFoundBy(index, slot, record)
    for (const word of words || [slot.word]) terms[word] = Boolean(words)
  }
  const item = {location, title: name, text, score, terms}
  if (!location.includes("#")) return [item]
  return [item, {location: location.split("#")[0], title: escapeHtml(page), text: "", score: 0, terms}]
}

// Completes the word that is being typed, from the titles of the best results.
function suggestCompletion(found, {slots}, query) {
  const typed = query.split(/[\s-]+/).at(-1).toLowerCase()
  if (!typed || !slots.at(-1)?.typed) return []
  for (const {title} of found)
    for (const [word] of title.matchAll(/[\p{L}\p{N}]+/gu))
      if (word.toLowerCase().startsWith(typed)) return [typed + word.slice(typed.length).toLowerCase()]
  return []
}

// The displayed data of these records, for a query best first.
async function readRecords(index, numbers, query) {
  const records = await index.items("records", index.shown, numbers.map(({record}) => record))
  const found = records.map(([location, title, authors, line, teaser, page, language], i) =>
    ({...numbers[i], location, title, authors, line, teaser, page, language}))
  return query === undefined ? found : rankByTitle(found, query)
}

// The first results, scored by the proximity of the query's words, too.
async function readFirst(index, numbers, {slots}, query) {
  const required = slots.filter(slot => !slot.optional)
  if (required.length < 2) return readRecords(index, numbers, query)
  const [found, texts] = await Promise.all(
    [readRecords(index, numbers), index.items("texts", index.texts, numbers.map(({record}) => record))])
  const proximity = proximityScorer(index, required)
  found.forEach((item, i) => { item.score *= 1 + PROXIMITY_GAIN * proximity([item.title, texts[i]]) })
  return rankByTitle(found, query)
}

async function filterByPhrases(index, found, phrases) {
  const texts = await index.items("texts", index.texts, found.map(({record}) => record))
  return found.filter((item, i) => {
    const all = [item.title, ...item.authors, item.line, item.page, texts[i]].map(spaceWords)
    return phrases.every(phrase => all.some(text => text.includes(phrase)))
  })
}

// The results grouped by page as the theme expects, best first.
function newResponse(index, found, parsedQuery, query) {
  const pages = new Map(), slotOf = slotsByWord(parsedQuery.slots)
  let lowest = Infinity
  for (const item of found) {
    item.score = lowest = Math.min(lowest, item.score) // the theme opens the highest score at Enter
    const [first, ...page] = resultItems(index, item, parsedQuery.slots, slotOf)
    const address = first.location.split("#")[0]
    const group = pages.get(address)
    if (!group) pages.set(address, [first, ...page])
    else if (first.location === address) group.splice(-1, 1, first)
    else group.splice(group.findIndex(({location}) => location === address), 0, first)
  }
  return {items: [...pages.values()], suggest: suggestCompletion(found, parsedQuery, query),
          identifier: parsedQuery.identifier}
}

self.readingListSearch = (readPart, wordList) => {
  const index = new Index(readPart, wordList)
  // `filterRequest` is set if a reader uses filters: `params`, and whether to return all `groups`.
  return async (query, isLatest, sendPartial, filterRequest) => {
    const parsedQuery = parseQuery(query, index.stopWords)
    index.loaded.clear()
    await matchWords(index, parsedQuery)
    if (!isLatest()) return undefined
    const {slots, phrases} = parsedQuery
    const required = slots.filter(slot => !slot.optional || slot.typed)
    if (phrases.length) {
      const all = await readRecords(index, rankRecords(index, required, true, MAX_PHRASE_CANDIDATES), query)
      const found = await filterByPhrases(index, all, phrases)
      if (filterRequest) return newFilteredResponse(index, found, parsedQuery, query, filterRequest)
      return {...newResponse(index, found.slice(0, MAX_RESULTS), parsedQuery, query), matches: found.length}
    }
    const {identifier} = parsedQuery
    const numbers = rankRecords(index, required, Boolean(identifier), filterRequest ? Infinity : MAX_RESULTS)
    const isWhole = wholeMatchTest(index)
    if (filterRequest) {
      const whole = identifier ? numbers : numbers.filter(({record}) => isWhole(record))
      return newFilteredResponse(index, whole, parsedQuery, query, filterRequest, numbers)
    }
    const matches = identifier ? numbers.length : countWhere(index.records, isWhole)
    const first = await readFirst(index, numbers.slice(0, FIRST_RESULTS), parsedQuery, query)
    const rest = numbers.slice(FIRST_RESULTS)
    if (!index.hasItems("records", index.shown, rest.map(({record}) => record)))
      sendPartial({...newResponse(index, first, parsedQuery, query), matches})
    return {...newResponse(index, [...first, ...await readRecords(index, rest, query)], parsedQuery, query), matches}
  }
}

function countWhere(size, test) {
  let count = 0
  for (let i = 0; i < size; i++) count += test(i)
  return count
}

// `all` also has records that lack a word of the query; they are shown if no filter is set.
async function newFilteredResponse(index, matches, parsedQuery, query, {params, groups}, all = matches) {
  const {narrowed, isSorted, counts, facets} = await narrowMatches(index, matches, params, query)
  const best = narrowed === matches ? all : narrowed
  const found = isSorted ? await readRecords(index, best.slice(0, MAX_RESULTS))
    : [...await readFirst(index, best.slice(0, FIRST_RESULTS), parsedQuery, query),
       ...await readRecords(index, best.slice(FIRST_RESULTS, MAX_RESULTS), query)]
  /** @type {any} */
  const response = {...newResponse(index, found, parsedQuery, query), matches: narrowed.length, counts}
  if (groups) response.groups = facets.groups.map(({name, values}) =>
    ({name, values: values.map(({id, label}) => ({id, label}))}))
  return response
}
