// Answers a query with results in the form that the theme shows.

import {spaceWords} from "./folding.js"
import {PAGE, PAPER, arrange, bestByKind, nameTest} from "./kinds.js"
import {lowerBound} from "./lookup.js"
import {findWords} from "./marking.js"
import {matchWords} from "./matching.js"
import {hasCompleteMatch, narrowMatches, wholeMatchTest} from "./narrowing.js"
import {PROXIMITY_GAIN, proximityScorer} from "./nearness.js"
import {parseQuery} from "./query.js"
import {FIRST_RESULTS, MAX_PHRASE_CANDIDATES, MAX_RESULTS, rankByTitle, rankRecords} from "./ranking.js"
import {Index} from "./reading.js"
import {suggestSpelling} from "./spelling.js"
import {addMeaning, readQuestionVector} from "./vectors.js"

const words = self.readingListWords
const MAX_TEASER_CHARACTERS = 200
const MAX_RECORDS_AT_ONCE = 2_000 // a longer list is loaded when the reader pauses, and further results when asked for
const MIN_TYPED_WEIGHT = 0.6 // of a word that is what was typed, in another form or spelling: not a completion
const escapeHtml = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt()};`)
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
  for (const {word, index, found: slot} of findWords(text, form => found.get(form))) {
    html += escapeHtml(text.slice(at, index)) + `<mark>${escapeHtml(word)}</mark>`
    at = index + word.length
    if (!written.has(slot)) written.set(slot, new Set())
    written.get(slot).add(word)
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
  return [...words, ...slot.conjunctions.map(each => each.words)]
    .find(each => each.every(word => hasWord(index, word, record)))
}

function hasWord(index, word, record) {
  const records = index.list(word)?.records
  return records && records[lowerBound(records, record)] === record
}

// What a typed word may stand for, without its synonyms: the page that a reader opens marks these.
const typedWords = ({word, words, synonyms, conjunctions}) => [
  ...[...words.keys()].filter(each => each === word || !synonyms.has(each)),
  ...conjunctions.filter(({words}) => words.join("") === word).flatMap(({words}) => words)]

// The beginning of a text, cut between words.
function cutText(text) {
  if (text.length <= MAX_TEASER_CHARACTERS) return text
  return text.slice(0, MAX_TEASER_CHARACTERS).replace(/(.) [^ ]*$/, "$1") + "\u2026"
}

// One result, as the theme takes it.
function resultItems(index, {record, location, title, authors, line, text: whole, language, score}, slots, found) {
  const written = new Map()
  const plainName = highlight(title, found, written)
  const name = language ? `<span lang="${escapeHtml(language)}" dir="auto">${plainName}</span>` : plainName
  const byAuthors = formatAuthors(authors.map(author => highlight(author, found, written)))
  const byline = byAuthors || line
    ? `<p>${[byAuthors, highlight(line, found, written)].filter(Boolean).join(" \u00b7 ")}</p>` : ""
  const teaser = cutText(whole)
  const text = byline + (teaser ? `<p>${highlight(teaser, found, written)}</p>` : "")
  const terms = {} // whether the record has each word: the theme shows those that it lacks
  for (const slot of slots.filter(each => !each.optional || written.has(each))) {
    const words = written.get(slot) || wordsFoundBy(index, slot, record)
    for (const word of words || [slot.word]) terms[word] = Boolean(words)
  }
  const marks = slots.filter(({optional}) => !optional).flatMap(slot => typedWords(slot).filter(word => hasWord(index, word, record)))
  return [{location, title: name, text, score, terms, marks}]
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

// What these records show, and their texts; for a query best first.
async function readRecords(index, numbers, query) {
  const records = await index.items(numbers.map(({record}) => record))
  const found = records.map(([location, title, authors, line, text, page, language, vector], i) =>
    ({...numbers[i], location, title, authors, line, text, page, language, vector}))
  return query === undefined ? found : rankByTitle(found, query)
}

// The first results, scored by the proximity of the query's words, too. If none has all words of a question
// as they were typed, its meaning counts.
async function readFirst(index, numbers, {slots, question}, query) {
  const required = slots.filter(slot => !slot.optional)
  if (required.length < 2) return readRecords(index, numbers, query)
  const found = await readRecords(index, numbers)
  const proximity = proximityScorer(index, required)
  for (const item of found) item.score *= 1 + PROXIMITY_GAIN * proximity([item.title, item.text])
  const hasAllTyped = ({record}) => required.every(slot => typedWords(slot)
    .some(word => (slot.words.get(word) ?? 1) >= MIN_TYPED_WEIGHT && hasWord(index, word, record)))
  if (question && !found.some(hasAllTyped)) addMeaning(found, question)
  return rankByTitle(found, query)
}

function filterByPhrases(found, phrases) {
  return found.filter(item => {
    const all = [item.title, ...item.authors, item.line, item.page, item.text].map(spaceWords)
    return phrases.every(phrase => all.some(text => text.includes(phrase)))
  })
}

// The results as the theme expects them, best first, and the pages, each with its sections.
function newResponse(index, groups, wholePapers, parsedQuery, query, isSorted) {
  const slotOf = slotsByWord(parsedQuery.slots)
  const found = arrange(groups, isSorted ? () => false : nameTest(query, index.expansions), wholePapers > 0 || Boolean(parsedQuery.question))
  let lowest = Infinity
  const items = found.map(item => {
    item.score = lowest = Math.min(lowest, item.score) // the theme opens the highest score at Enter
    return resultItems(index, item, parsedQuery.slots, slotOf)
  })
  const pages = new Map()
  for (const item of groups[PAGE]) {
    const [section] = resultItems(index, item, parsedQuery.slots, slotOf)
    const address = section.location.split("#")[0]
    const page = pages.get(address) ?? {location: address, title: escapeHtml(item.page || item.title), sections: []}
    if (section.location === address) Object.assign(page, section)
    else page.sections.push(section)
    pages.set(address, page)
  }
  const response = {items, pages: [...pages.values()], matches: wholePapers, identifier: parsedQuery.identifier,
                    isComplete: parsedQuery.isComplete ?? true, whole: groups[PAPER].map(({location}) => location),
                    shown: groups.map(group => group.length), suggest: suggestCompletion(found, parsedQuery, query)}
  response.shown[PAGE] = pages.size
  return found.length || pages.size ? response : {...response, spelling: suggestSpelling(index, parsedQuery)}
}

// Reads what results of each kind show, of papers at most `count`. The first are ranked by the
// proximity of words, too.
async function readGroups(index, groups, count, parsedQuery, query, isSorted) {
  const [papers, ...others] = groups
  const first = index.records > MAX_RECORDS_AT_ONCE ? FIRST_RESULTS : MAX_RESULTS
  const [best, rest, ...read] = await Promise.all([
    isSorted ? readRecords(index, papers.slice(0, first))
      : readFirst(index, papers.slice(0, first), parsedQuery, query),
    readRecords(index, papers.slice(first, count), isSorted ? undefined : query),
    ...others.map(group => readRecords(index, group, isSorted ? undefined : query))])
  return [[...best, ...rest], ...read]
}

self.readingListSearch = (readPart, wordList) => {
  const index = new Index(readPart, wordList)
  const isLong = index.records > MAX_RECORDS_AT_ONCE
  // `whenTyped` resolves when the reader has paused. `filterRequest` is set if a reader uses filters:
  // `params`, and whether to return all `groups`. `wantsAll` is set when a reader wants further results.
  return async (query, isLatest, whenTyped, filterRequest, wantsAll) => {
    const parsedQuery = parseQuery(query, index.stopWords)
    const count = wantsAll || !isLong ? MAX_RESULTS : FIRST_RESULTS
    if (isLong) index.whenTyped = whenTyped
    index.loaded.clear()
    const [question] = await Promise.all([readQuestionVector(index, parsedQuery.slots), matchWords(index, parsedQuery)])
    parsedQuery.question = question
    if (!isLatest()) return undefined
    const {slots, phrases, identifier} = parsedQuery
    const required = slots.filter(slot => !slot.optional || slot.typed)
    if (phrases.length) {
      const all = await readRecords(index, rankRecords(index, required, true, MAX_PHRASE_CANDIDATES), query)
      const found = filterByPhrases(all, phrases)
      if (filterRequest) return newFilteredResponse(index, found, count, parsedQuery, query, filterRequest)
      const groups = bestByKind(index, found, () => true)
      return newResponse(index, groups, countPapers(index, found), parsedQuery, query)
    }
    const numbers = rankRecords(index, required, Boolean(identifier), Infinity)
    parsedQuery.isComplete = hasCompleteMatch(index)
    const isWhole = identifier ? () => true : wholeMatchTest(index)
    const whole = numbers.filter(({record}) => isWhole(record))
    if (filterRequest) return newFilteredResponse(index, whole, count, parsedQuery, query, filterRequest, numbers)
    const groups = bestByKind(index, numbers, isWhole)
    const read = await readGroups(index, groups, count, parsedQuery, query)
    return countFurther(newResponse(index, read, countPapers(index, whole), parsedQuery, query), groups, read, isWhole)
  }
}

// Adds how many papers of a response were not read yet, and which of those read are whole matches; and
// how many of all.
function countFurther(response, groups, read, isWhole) {
  response.further = groups[PAPER].length - read[PAPER].length
  response.shown[PAPER] += response.further
  response.whole = read[PAPER].filter(({record}) => isWhole(record)).map(({location}) => location)
  response.wholeCount = groups[PAPER].filter(({record}) => isWhole(record)).length
  return response
}

const countPapers = ({kinds}, found) => found.filter(({record}) => record < kinds[PAPER]).length

// `all` also has records that lack a word of the query; they are shown if no filter is set.
async function newFilteredResponse(index, matches, count, parsedQuery, query, {params, groups}, all = matches) {
  const {narrowed, isSorted, counts, facets} = await narrowMatches(index, matches, params, query)
  const whole = new Set(narrowed.map(({record}) => record))
  const isWhole = record => whole.has(record)
  const best = bestByKind(index, narrowed === matches ? all : narrowed, isWhole)
  const found = await readGroups(index, best, count, parsedQuery, query, isSorted)
  /** @type {any} */
  const response = countFurther(
    {...newResponse(index, found, countPapers(index, narrowed), parsedQuery, query, isSorted), counts}, best, found, isWhole)
  if (groups) response.groups = facets.groups.map(({name, values}) =>
    ({name, values: values.map(({id, label}) => ({id, label}))}))
  return response
}
