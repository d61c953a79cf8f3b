// Finds the words of the index that a query may mean, each with a weight.

import {singular} from "./folding.js"
import {has, lowerBound} from "./lookup.js"
import {addSynonyms, isQuestion, synonymKeys} from "./meaning.js"
import {TEXT} from "./reading.js"
import {questionVector} from "./vectors.js"
import {Parts, addWords, completions, spellingCorrections, variants} from "./variants.js"

const MAX_PARTS = 7 // of the postings, read for one query
const PARTS_FOR_CORRECTIONS = 2 // of them, if a word is unknown

// Fills `words` (weight by word) and `conjunctions` (words that a record must all have) of each slot,
// and loads the parts of the postings that have them: of a long query, those of its rarest words.
async function matchWords(index, parsedQuery) {
  const {slots, joins, identifier} = parsedQuery
  const required = slots.filter(slot => !slot.optional || slot.typed)
  parsedQuery.isQuestion = isQuestion(slots)
  const isKnown = ({word}) => has(index.knownWords, word)
  const parts = new Parts(index, MAX_PARTS - (required.every(isKnown) ? 0 : PARTS_FOR_CORRECTIONS))
  for (const slot of rarestFirst(index, required))
    if ((slot.word.length > 2 || isKnown(slot)) && !parts.take(slot.word)) slot.skipped = slot.optional = true
  for (const join of joins) addJoined(index, slots, join, parts)
  addAcronyms(index, slots, parts)
  if (parsedQuery.isQuestion) for (const {key} of synonymKeys(slots)) parts.take(key)
  for (const slot of required.filter(slot => !slot.skipped)) {
    addWords(slot, completions(index, slot.word, !slot.typed && isKnown(slot) ? 0.6 : 1), parts)
    addWords(slot, variants(index, slot.word), parts)
    if (!slot.words.size) parts.take(slot.word) // short and rare: KD
  }
  await index.postings(parts.numbers)
  if (parsedQuery.isQuestion) {
    addSynonyms(index, slots)
    parsedQuery.question = questionVector(index, slots)
  }
  parts.limit = MAX_PARTS
  for (const slot of required.filter(slot => !slot.skipped)) {
    const list = index.list(slot.word)
    if (list) slot.words.set(slot.word, 1)
    if (identifier) continue // another number is another paper
    if (!list) addCorrections(index, slot, parts, 1)
    else if (list.bits.length < 3 && list.bits.every(fields => fields % TEXT === 0))
      addCorrections(index, slot, parts, 0.2) // a rare word that occurs only in texts may be a typo there
  }
  for (const {word, from, to} of identifier ? [] : joins) { // one word that was both split and mistyped
    const joinedSlots = slots.slice(from, to)
    if (word.length < 6 || isNumber(word) || joinedSlots.every(slot => index.list(slot.word))) continue
    const corrections = spellingCorrections(index, word, false, 1)
    for (const slot of joinedSlots) addWords(slot, corrections, parts)
  }
  await index.postings(parts.numbers)
}

// Unknown words come first: they are rarer than all known ones, or mistyped.
function rarestFirst(index, slots) {
  const frequency = ({word}) => {
    const place = lowerBound(index.knownWords, word)
    return index.knownWords[place] === word ? index.frequencies[place] : 0
  }
  return [...slots].sort((a, b) => frequency(a) - frequency(b))
}

// `pre training` and `pre-training` find `pretraining`.
function addJoined(index, slots, {word, from, to}, parts) {
  const place = lowerBound(index.knownWords, word)
  const isKnown = slots[to - 1].typed ? index.knownWords[place]?.startsWith(word) : has(index.knownWords, word)
  if (!isKnown) return
  for (const slot of slots.slice(from, to)) slot.words.set(index.knownWords[place], 0.9)
  parts.take(index.knownWords[place])
}

// Adds long forms of acronyms, and acronyms of long forms.
function addAcronyms(index, slots, parts) {
  const required = slots.filter(slot => !slot.optional)
  required.forEach((slot, i) => {
    const longWords = index.expansions.get(slot.word)?.split(" ")
    if (longWords) {
      slot.conjunctions.push({words: longWords, weight: 0.8})
      longWords.forEach(word => parts.take(word))
    }
    for (const {words, short} of index.acronymsByFirstWord.get(slot.word) || []) {
      const neighbours = required.slice(i, i + words.length)
      if (!words.every((word, k) => neighbours[k]?.word === word)) continue
      for (const each of neighbours) {
        each.words.set(short, 0.8)
        each.synonyms.add(short)
      }
      parts.take(short)
    }
  })
}

// A number of four digits or more is a year or a part of an identifier: another one is another paper.
const isNumber = word => /\d{4}/.test(word)

// Corrects an unknown word: two words written as one, or a mistyped word.
function addCorrections(index, slot, parts, factor) {
  const {word} = slot
  if (isNumber(word)) return
  for (let i = 2; i <= word.length - 3; i++) {
    const [first, second] = [singular(word.slice(0, i)), word.slice(i)]
    if (has(index.knownWords, first) && has(index.knownWords, second)) {
      slot.conjunctions.push({words: [first, second], weight: 0.8 * factor})
      parts.take(first)
      parts.take(second)
    }
  }
  if (word.length < 4 || factor === 1 && slot.words.size && slot.typed) return
  const corrections = spellingCorrections(index, word, false, factor)
  addWords(slot, corrections, parts)
  if (!slot.words.size && slot.typed) addWords(slot, spellingCorrections(index, word, true, factor), parts)
  for (const [correction, weight] of corrections)
    addWords(slot, variants(index, correction).map(([other]) => [other, 0.8 * weight]), parts)
}

export {matchWords}
