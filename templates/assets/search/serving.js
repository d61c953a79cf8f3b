// Answers a query with items as the theme shows them.

import {spaceWords, wordsOf} from "./folding.js"
import {placeOf} from "./lookup.js"
import {matchWords} from "./matching.js"
import {narrowMatches, wholeMatchTest} from "./narrowing.js"
import {NEARNESS_GAIN, nearnessOf} from "./nearness.js"
import {parseQuery} from "./query.js"
import {FIRST_RESULTS, MAX_PHRASE_CANDIDATES, MAX_RESULTS, rankByTitle, rankRecords} from "./ranking.js"
import {Index} from "./reading.js"

const say = self.readingListWords
const escapeHtml = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt()};`)
const WRITTEN = /[\p{L}\p{N}\p{M}'\u2019^_{}.+#\u2010-\u2013-]+/gu

// The forms of a written word, kept for a while: results repeat them.
const FORMS = new Map()
function formsOf(piece) {
  if (!FORMS.has(piece)) {
    if (FORMS.size > 20_000) FORMS.clear()
    FORMS.set(piece, wordsOf(piece).flat())
  }
  return FORMS.get(piece)
}

// The words that were looked for, each with what was typed for it.
function slotsByWord(slots) {
  const found = new Map()
  for (const slot of [...slots].reverse()) // what was typed first wins
    for (const word of [...slot.words.keys(), ...slot.together.flatMap(({words}) => words)])
      found.set(word, slot)
  return found
}

// Text as HTML in which the words found are marked; notes how they are written.
function highlight(text, found, written) {
  let html = "", at = 0
  for (const {0: piece, index} of text.matchAll(WRITTEN)) {
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

// A few of the authors, those first that were asked for.
function formatAuthors(authors) {
  const asked = authors.filter(author => author.includes("<mark>"))
  const few = [...new Set([...asked, ...authors])].slice(0, Math.max(2, Math.min(asked.length, 4)))
  const rest = authors.length - few.length
  const comma = say("comma")
  return rest > 1 ? say("names_more", rest, {names: few.join(comma)}) : authors.join(comma)
}

// The words by which a record was found for a typed word; nothing where it was not.
function wordsFoundBy(index, slot, record) {
  const words = [...slot.words].sort((a, b) => b[1] - a[1]).map(([word]) => [word])
  return [...words, ...slot.together.map(each => each.words)].find(each => each.every(word => {
    const records = index.list(word)?.records
    return records && records[placeOf(records, record)] === record
  }))
}

// One result; a section comes with the page it is on.
function resultItems(index, {record, location, title, authors, line, teaser, page, language, score}, slots, found) {
  const written = new Map()
  const plainName = highlight(title, found, written)
  const name = language ? `<span lang="${escapeHtml(language)}" dir="auto">${plainName}</span>` : plainName
  const people = formatAuthors(authors.map(author => highlight(author, found, written)))
  const under = people || line
    ? `<p>${[people, highlight(line, found, written)].filter(Boolean).join(" \u00b7 ")}</p>` : ""
  const text = under + (teaser ? `<p>${highlight(teaser, found, written)}</p>` : "")
  const terms = {} // words to highlight on the page that is reached, and those it lacks
  for (const slot of slots.filter(each => !each.optional || written.has(each))) {
    const words = written.get(slot) || wordsFoundBy(index, slot, record)
    for (const word of words || [slot.word]) terms[word] = Boolean(words)
  }
  const item = {location, title: name, text, score, terms}
  if (!location.includes("#")) return [item]
  return [item, {location: location.split("#")[0], title: escapeHtml(page), text: "", score: 0, terms}]
}

// How the best results write the word that is being typed.
function suggestCompletion(found, {slots}, query) {
  const typed = query.split(/[\s-]+/).at(-1).toLowerCase()
  if (!typed || !slots.at(-1)?.typed) return []
  for (const {title} of found)
    for (const [word] of title.matchAll(/[\p{L}\p{N}]+/gu))
      if (word.toLowerCase().startsWith(typed)) return [typed + word.slice(typed.length).toLowerCase()]
  return []
}

// The records of these numbers with what is shown of them, the best for a query first.
async function readRecords(index, numbers, query) {
  const records = await index.items("records", index.shown, numbers.map(({record}) => record))
  const found = records.map(([location, title, authors, line, teaser, page, language], i) =>
    ({...numbers[i], location, title, authors, line, teaser, page, language}))
  return query === undefined ? found : rankByTitle(found, query)
}

// The few that come first: of these it counts too how near the words of the query stand.
async function readFirst(index, numbers, {slots}, query) {
  const kept = slots.filter(slot => !slot.optional)
  if (kept.length < 2) return readRecords(index, numbers, query)
  const [found, texts] = await Promise.all(
    [readRecords(index, numbers), index.items("texts", index.texts, numbers.map(({record}) => record))])
  const nearness = nearnessOf(index, kept)
  found.forEach((item, i) => { item.score *= 1 + NEARNESS_GAIN * nearness([item.title, texts[i]]) })
  return rankByTitle(found, query)
}

async function filterByPhrases(index, found, phrases) {
  const texts = await index.items("texts", index.texts, found.map(({record}) => record))
  return found.filter((item, i) => {
    const all = [item.title, ...item.authors, item.line, item.page, texts[i]].map(spaceWords)
    return phrases.every(phrase => all.some(text => text.includes(phrase)))
  })
}

// The results as the theme groups them: by page, the best first.
function newAnswer(index, found, asked, query) {
  const pages = new Map(), words = slotsByWord(asked.slots)
  let least = Infinity
  for (const item of found) {
    item.score = least = Math.min(least, item.score) // Enter follows the highest score
    const [first, ...page] = resultItems(index, item, asked.slots, words)
    const address = first.location.split("#")[0]
    const group = pages.get(address)
    if (!group) pages.set(address, [first, ...page])
    else if (first.location === address) group.splice(-1, 1, first)
    else group.splice(group.findIndex(({location}) => location === address), 0, first)
  }
  return {items: [...pages.values()], suggest: suggestCompletion(found, asked, query)}
}

self.readingListSearch = (source, words) => {
  const index = new Index(source, words)
  // `wish` is there once a reader uses filters: what is chosen, and whether to name all values.
  return async (query, isLatest, tell, wish) => {
    const asked = parseQuery(query, index.stop)
    index.loaded.clear()
    await matchWords(index, asked)
    if (!isLatest()) return undefined
    const {slots, phrases} = asked
    const wanted = slots.filter(slot => !slot.optional || slot.typed)
    if (phrases.length) {
      const all = await readRecords(index, rankRecords(index, wanted, true, MAX_PHRASE_CANDIDATES), query)
      const found = await filterByPhrases(index, all, phrases)
      if (wish) return newNarrowedAnswer(index, found, asked, query, wish)
      return {...newAnswer(index, found.slice(0, MAX_RESULTS), asked, query), matches: found.length}
    }
    const numbers = rankRecords(index, wanted, false, wish ? Infinity : MAX_RESULTS)
    const isWhole = wholeMatchTest(index)
    if (wish) {
      const whole = numbers.filter(({record}) => isWhole(record))
      return newNarrowedAnswer(index, whole, asked, query, wish, numbers)
    }
    const matches = countWhere(index.records, isWhole)
    const first = await readFirst(index, numbers.slice(0, FIRST_RESULTS), asked, query)
    const rest = numbers.slice(FIRST_RESULTS)
    if (!index.holds("records", index.shown, rest.map(({record}) => record)))
      tell({...newAnswer(index, first, asked, query), matches})
    return {...newAnswer(index, [...first, ...await readRecords(index, rest, query)], asked, query), matches}
  }
}

function countWhere(size, test) {
  let count = 0
  for (let i = 0; i < size; i++) count += test(i)
  return count
}

// `all` has besides the matches what lacks a word of the query; it is shown where nothing is chosen.
async function newNarrowedAnswer(index, matches, asked, query, {params, groups}, all = matches) {
  const {kept, ordered, counts, facets} = await narrowMatches(index, matches, params, query)
  const best = kept === matches ? all : kept
  const found = ordered ? await readRecords(index, best.slice(0, MAX_RESULTS))
    : [...await readFirst(index, best.slice(0, FIRST_RESULTS), asked, query),
       ...await readRecords(index, best.slice(FIRST_RESULTS, MAX_RESULTS), query)]
  /** @type {any} */
  const said = {...newAnswer(index, found, asked, query), matches: kept.length, counts}
  if (groups) said.groups = facets.groups.map(({name, values}) =>
    ({name, values: values.map(({id, label}) => ({id, label}))}))
  return said
}
