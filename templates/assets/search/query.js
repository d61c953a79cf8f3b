// Parses a query.

import {singular, spaceWords, wordsOf} from "./folding.js"

// What stands before the identifier of a paper: `https://arxiv.org/abs/`, `doi:`, `10.48550/arXiv.`.
const BEFORE_IDENTIFIER = new RegExp(
  ["(?:https?://)?(?:[\\w.-]+\\.)?arxiv\\.org/(?:abs|pdf|html|e-print)/", "https?://\\S*/(?:abs|pdf|html|papers)/",
    "(?:https?://)?(?:dx\\.|www\\.)?doi\\.org/", "10\\.48550/arxiv\\.", "(?:arxiv|doi):"].join("|"), "gi")

// The words of a query in order (slots), joins of adjacent words, and phrases in quotation marks.
function parseQuery(query, stop) {
  const phrases = []
  const unquoted = query
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
  slots = slots.map(slot => ({...slot, words: new Map(), conjunctions: []}))
  return {slots, joins, phrases: phrases.filter(text => text.trim()), phrase}
}

export {parseQuery}
