// Finds the words of the index that a query may mean, each with a weight.

import {singular} from "./folding.js"
import {has, lowerBound} from "./lookup.js"
import {addSynonyms} from "./meaning.js"
import {TEXT} from "./reading.js"
import {addWords, completions, spellingCorrections, variants} from "./variants.js"

// Fills `words` (weight by word) and `conjunctions` (words that a record must all have) of each slot,
// and loads the parts of the postings that have them.
async function matchWords(index, {slots, joins, identifier}) {
  const required = slots.filter(slot => !slot.optional || slot.typed)
  const parts = new Set()
  for (const slot of required) {
    if (slot.word.length > 2 || has(index.knownWords, slot.word)) parts.add(index.postingsPart(slot.word))
    const finished = !slot.typed && has(index.knownWords, slot.word)
    addWords(index, slot, completions(index, slot.word, finished ? 0.6 : 1), parts)
    addWords(index, slot, variants(index, slot.word), parts)
    if (!slot.words.size) parts.add(index.postingsPart(slot.word)) // short and rare: KD
  }
  for (const join of joins) addJoined(index, slots, join, parts)
  addAcronyms(index, slots, parts)
  await addSynonyms(index, slots, parts)
  await index.postings(parts)
  const moreParts = new Set()
  for (const slot of required) {
    const list = index.list(slot.word)
    if (list) slot.words.set(slot.word, 1)
    if (identifier) continue // another number is another paper
    if (!list) addCorrections(index, slot, moreParts, 1)
    else if (list.bits.length < 3 && list.bits.every(fields => fields % TEXT === 0))
      addCorrections(index, slot, moreParts, 0.2) // a rare word that occurs only in texts may be a typo there
  }
  for (const {word, from, to} of identifier ? [] : joins) { // one word that was both split and mistyped
    const joinedSlots = slots.slice(from, to)
    if (word.length < 6 || isNumber(word) || joinedSlots.every(slot => index.list(slot.word))) continue
    const corrections = spellingCorrections(index, word, false, 1)
    for (const slot of joinedSlots) addWords(index, slot, corrections, moreParts)
  }
  await index.postings(moreParts)
}

// `pre training` and `pre-training` find `pretraining`.
function addJoined(index, slots, {word, from, to}, parts) {
  const place = lowerBound(index.knownWords, word)
  const isKnown = slots[to - 1].typed ? index.knownWords[place]?.startsWith(word) : has(index.knownWords, word)
  if (!isKnown) return
  for (const slot of slots.slice(from, to)) slot.words.set(index.knownWords[place], 0.9)
  parts.add(index.postingsPart(index.knownWords[place]))
}

// Adds long forms of acronyms, and acronyms of long forms.
function addAcronyms(index, slots, parts) {
  const required = slots.filter(slot => !slot.optional)
  required.forEach((slot, i) => {
    const longWords = index.expansions.get(slot.word)?.split(" ")
    if (longWords) {
      slot.conjunctions.push({words: longWords, weight: 0.8})
      longWords.forEach(word => parts.add(index.postingsPart(word)))
    }
    for (const {words, short} of index.acronymsByFirstWord.get(slot.word) || []) {
      const neighbours = required.slice(i, i + words.length)
      if (!words.every((word, k) => neighbours[k]?.word === word)) continue
      for (const each of neighbours) {
        each.words.set(short, 0.8)
        each.synonyms.add(short)
      }
      parts.add(index.postingsPart(short))
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
      parts.add(index.postingsPart(first)).add(index.postingsPart(second))
    }
  }
  if (word.length < 4 || factor === 1 && slot.words.size && slot.typed) return
  const corrections = spellingCorrections(index, word, false, factor)
  addWords(index, slot, corrections, parts)
  if (!slot.words.size && slot.typed) addWords(index, slot, spellingCorrections(index, word, true, factor), parts)
  for (const [correction, weight] of corrections)
    addWords(index, slot, variants(index, correction).map(([other]) => [other, 0.8 * weight]), parts)
}

export {matchWords}
