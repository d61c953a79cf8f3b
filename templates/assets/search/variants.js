// Words of the index that a typed word may stand for, each with a weight.

import {has, startingWith} from "./lookup.js"
import {countBits, editDistance, letterBits} from "./typos.js"

const MAX_COMPLETIONS = 16, MAX_VARIANTS = 6, MAX_CORRECTIONS = 6 // of one typed word
const MAX_PARTS_PER_WORD = 3 // of the postings, read for the completions of one word
const SUFFIX = /(?:ization|isation|ation|izing|ising|ized|ised|ize|ise|ing|ion|ism|ment|ness|able|ed|er|or|ly|al|e)$/

// The parts of the postings that are read for a query: those of the words that come first.
class Parts {
  constructor(index, limit) {
    this.index = index
    this.limit = limit
    this.numbers = new Set()
  }

  // Whether the part of a word is read.
  take(word) {
    const number = this.index.postingsPart(word)
    if (!this.numbers.has(number) && this.numbers.size < this.limit) this.numbers.add(number)
    return this.numbers.has(number)
  }
}

// Adds words with their weights, unless too many parts would have to be loaded for them.
function addWords(slot, candidates, parts) {
  const {limit, numbers} = parts
  parts.limit = Math.min(limit, numbers.size + MAX_PARTS_PER_WORD)
  for (const [word, weight] of candidates)
    if (parts.take(word)) slot.words.set(word, Math.max(weight, slot.words.get(word) || 0))
  parts.limit = limit
}

function mostFrequent(index, places, limit) {
  return [...places].sort((a, b) => index.frequencies[b] - index.frequencies[a]).slice(0, limit)
}

// Words that begin with the typed word, which may be shortened even if it is not the last.
function completions(index, word, factor) {
  return mostFrequent(index, startingWith(index.knownWords, word), MAX_COMPLETIONS)
    .map(place => index.knownWords[place])
    .map(found => [found, factor * (0.5 + 0.4 * word.length / found.length)])
}

const stemOf = word => word.replace(SUFFIX, "")

// Words with the same stem: quantized, quantization.
function variants(index, word) {
  const stem = stemOf(word)
  if (stem.length < 4) return []
  const places = [...startingWith(index.knownWords, stem)]
    .filter(place => stemOf(index.knownWords[place]) === stem)
  return mostFrequent(index, places, MAX_VARIANTS).map(place => [index.knownWords[place], 0.6])
}

// Words that differ by one letter, or else by two: of the known words and the loaded parts.
function spellingCorrections(index, word, unfinished, factor) {
  const maxDistance = word.length >= 6 ? 2 : 1
  const matchesByDistance = [[], [], []]
  const typedLetters = letterBits(word)
  const compare = (found, frequency, letters) => {
    if (countBits(typedLetters & ~letters) > maxDistance) return // rules out nearly all words quickly
    const distance = found === word ? maxDistance + 1 : editDistance(word, found, maxDistance, unfinished)
    if (distance <= maxDistance) matchesByDistance[distance].push([found, frequency + 2 * Number(found[0] === word[0])])
  }
  index.letters ||= Uint32Array.from(index.knownWords, letterBits)
  index.knownWords.forEach((found, place) => compare(found, index.frequencies[place], index.letters[place]))
  const part = index.loaded.get(index.postingsPart(word))
  part?.sorted.forEach(found => { if (!has(index.knownWords, found)) compare(found, 0, letterBits(found)) })
  const distance = matchesByDistance.findIndex(found => found.length)
  if (distance < 0) return []
  return matchesByDistance[distance].sort((a, b) => b[1] - a[1]).slice(0, MAX_CORRECTIONS)
    .map(([found], place) => [found, factor * ((distance < 2 ? 0.8 : 0.6) - 0.02 * place)])
}

export {Parts, addWords, completions, spellingCorrections, stemOf, variants}
