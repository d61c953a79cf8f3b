// Words of the index that one typed word may stand for, each with a weight.

import {has, startingWith} from "./lookup.js"
import {countBits, editDistance, letterBits} from "./typos.js"

const MAX_COMPLETIONS = 16, MAX_VARIANTS = 6, MAX_MISSPELLINGS = 6 // words that one typed word may stand for
const MAX_PARTS_PER_WORD = 3 // parts of the postings that completions of one word are taken from
const ENDING = /(?:ization|isation|ation|izing|ising|ized|ised|ize|ise|ing|ion|ism|ment|ness|able|ed|er|or|ly|al|e)$/

// Adds words with their weights, as long as few parts have to be read for them.
function offerWords(index, slot, offered, parts) {
  const near = new Set()
  for (const [word, weight] of offered) {
    const part = index.holder(word)
    if (!parts.has(part) && near.size >= MAX_PARTS_PER_WORD) continue
    if (!parts.has(part)) near.add(part)
    slot.words.set(word, Math.max(weight, slot.words.get(word) || 0))
  }
  near.forEach(part => parts.add(part))
}

function oftenFirst(index, places, most) {
  return [...places].sort((a, b) => index.often[b] - index.often[a]).slice(0, most)
}

// Words that begin with what was typed, at any word: readers shorten.
function completions(index, word, factor) {
  return oftenFirst(index, startingWith(index.known, word), MAX_COMPLETIONS)
    .map(place => index.known[place])
    .map(found => [found, factor * (0.5 + 0.4 * word.length / found.length)])
}

const stemOf = word => word.replace(ENDING, "")

// Words of the same stem: quantized, quantization.
function variants(index, word) {
  const stem = stemOf(word)
  if (stem.length < 4) return []
  const places = [...startingWith(index.known, stem)]
    .filter(place => stemOf(index.known[place]) === stem)
  return oftenFirst(index, places, MAX_VARIANTS).map(place => [index.known[place], 0.6])
}

// Known words, and those of the parts read, that differ by one letter, else by two.
function nearestWords(index, word, unfinished, factor) {
  const most = word.length >= 6 ? 2 : 1
  const close = [[], [], []]
  const asked = letterBits(word)
  const look = (found, often, letters) => {
    if (countBits(asked & ~letters) > most) return // nearly all words, and quickly
    const distance = found === word ? most + 1 : editDistance(word, found, most, unfinished)
    if (distance <= most) close[distance].push([found, often + 2 * Number(found[0] === word[0])])
  }
  index.letters ||= Uint32Array.from(index.known, letterBits)
  index.known.forEach((found, place) => look(found, index.often[place], index.letters[place]))
  const part = index.loaded.get(index.holder(word))
  part?.sorted.forEach(found => { if (!has(index.known, found)) look(found, 0, letterBits(found)) })
  const distance = close.findIndex(found => found.length)
  if (distance < 0) return []
  return close[distance].sort((a, b) => b[1] - a[1]).slice(0, MAX_MISSPELLINGS)
    .map(([found], place) => [found, factor * ((distance < 2 ? 0.8 : 0.6) - 0.02 * place)])
}

export {completions, nearestWords, offerWords, stemOf, variants}
