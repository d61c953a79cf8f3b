// Parses a query.

import {singular, spaceWords, wordsOf} from "./folding.js"

// What comes before the identifier of a paper: `https://arxiv.org/abs/`, `doi:`, `10.48550/arXiv.`.
const SITE = "(?:https?://)?(?:[\\w-]+\\.)+[a-z]{2,}/"
const BEFORE_IDENTIFIER = new RegExp(
  ["(?:https?://)?(?:[\\w.-]+\\.)?arxiv\\.org/(?:abs|pdf|html|e-print)/", `${SITE}(?:\\S*/)?(?:abs|pdf|html|papers)/`,
    "(?:https?://)?(?:dx\\.|www\\.)?doi\\.org/", "10\\.48550/arxiv\\.", "(?:arxiv|doi):\\s*"].join("|"), "gi")

const ARXIV_ID = "\\d{4}\\.\\d{4,5}|[a-z-]+(?:\\.[a-z]{2})?/\\d{7}" // 2512.03916, hep-th/9901001
const DOI = "10\\.\\d{4,9}/[^\\s?#]*[^\\s?#.,;]"
// A query that is one identifier: what may precede it, the identifier, the version of an arXiv id, and
// what an address or a copy of it may end with (`?context=cs`, ` [cs.LG]`).
const IDENTIFIER = new RegExp(
  `^(?:(?:${BEFORE_IDENTIFIER.source})+|${SITE}(?:\\S*?/)?(?=10\\.\\d))?(?:(${ARXIV_ID})(?:v\\d+)?(?:\\.pdf)?/?(?:\\s*\\[[\\w.-]+\\])?|(${DOI}))(?:[?#]\\S*)?[.,;]?$`, "i")

// The arXiv id or the DOI that a query consists of, in lower case; empty for any other query.
function identifierOf(query) {
  const [, arxiv, doi] = query.trim().replace(/%2f/gi, "/").match(IDENTIFIER) ?? []
  return (arxiv ?? doi ?? "").toLowerCase()
}

// The words of a query in order (slots), joins of adjacent words, and phrases in quotation marks.
function parseQuery(query, stop) {
  const phrases = [], identifier = identifierOf(query)
  const unquoted = (identifier || query)
    .replace(/["\u201c\u201d]([^"\u201c\u201d]+)["\u201c\u201d]/g, (_, phrase) => {
      phrases.push(spaceWords(phrase))
      return ` ${phrase} `
    })
    .replace(BEFORE_IDENTIFIER, " ")
    .replace(/(\d{4}\.\d{4,5})v\d+(?:\.pdf)?/gi, "$1")
  const joins = []
  let slots = []
  for (const [joined, ...parts] of wordsOf(unquoted)) {
    if (parts.length) joins.push({word: joined, from: slots.length, to: slots.length + parts.length})
    for (const word of parts.length ? parts : [joined]) slots.push({word})
  }
  const last = slots.at(-1)
  if (last && /[^\s"\u201d]$/.test(query)) last.typed = true
  const onlyStopWords = slots.every(slot => stop.has(slot.word))
  slots.forEach(slot => { slot.optional = stop.has(slot.word) && !onlyStopWords })
  for (let i = 1; i < slots.length; i++)
    joins.push({word: singular(slots[i - 1].word + slots[i].word), from: i - 1, to: i + 1})
  const phrase = slots.map(slot => slot.word).join(" ")
  slots = slots.map(slot => ({...slot, words: new Map(), synonyms: new Set(), conjunctions: []}))
  return {slots, joins, phrases: phrases.filter(text => text.trim()), phrase, identifier}
}

export {identifierOf, parseQuery}
