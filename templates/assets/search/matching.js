// From what a reader typed to words of the index that may be meant, each with a weight.

import {singular} from "./folding.js"
import {has, placeOf} from "./lookup.js"
import {matchThesaurus} from "./meaning.js"
import {TEXT} from "./reading.js"
import {completions, nearestWords, offerWords, variants} from "./variants.js"

// Fills `words` (word: weight) and `together` (words that a record must all have) of each slot,
// having read the parts of the postings they are in.
async function matchWords(index, {slots, joins}) {
  const wanted = slots.filter(slot => !slot.optional || slot.typed)
  const parts = new Set()
  for (const slot of wanted) {
    if (slot.word.length > 2 || has(index.known, slot.word)) parts.add(index.holder(slot.word))
    const finished = !slot.typed && has(index.known, slot.word)
    offerWords(index, slot, completions(index, slot.word, finished ? 0.6 : 1), parts)
    offerWords(index, slot, variants(index, slot.word), parts)
    if (!slot.words.size) parts.add(index.holder(slot.word)) // short and rare: KD
  }
  for (const join of joins) matchJoined(index, slots, join, parts)
  matchAcronyms(index, slots, parts)
  await matchThesaurus(index, slots, parts)
  await index.postings(parts)
  const more = new Set()
  for (const slot of wanted) {
    const list = index.list(slot.word)
    if (list) slot.words.set(slot.word, 1)
    if (!list) matchMisspelled(index, slot, more, 1)
    else if (list.bits.length < 3 && list.bits.every(fields => fields % TEXT === 0))
      matchMisspelled(index, slot, more, 0.2) // somebody else may have mistyped it, in a text
  }
  for (const {word, from, to} of joins) { // one word, both split and mistyped
    const halves = slots.slice(from, to)
    if (word.length < 6 || halves.every(slot => index.list(slot.word))) continue
    const meant = nearestWords(index, word, false, 1)
    for (const slot of halves) offerWords(index, slot, meant, more)
  }
  await index.postings(more)
}

// `pre training` and `pre-training` find `pretraining`.
function matchJoined(index, slots, {word, from, to}, parts) {
  const place = placeOf(index.known, word)
  const found = slots[to - 1].typed ? index.known[place]?.startsWith(word) : has(index.known, word)
  if (!found) return
  for (const slot of slots.slice(from, to)) slot.words.set(index.known[place], 0.9)
  parts.add(index.holder(index.known[place]))
}

// Acronyms for their long form, and the other way round.
function matchAcronyms(index, slots, parts) {
  const kept = slots.filter(slot => !slot.optional)
  kept.forEach((slot, i) => {
    const long = index.longOf.get(slot.word)?.split(" ")
    if (long) {
      slot.together.push({words: long, weight: 0.8})
      long.forEach(word => parts.add(index.holder(word)))
    }
    for (const {words, short} of index.shortOf.get(slot.word) || []) {
      const said = kept.slice(i, i + words.length)
      if (!words.every((word, k) => said[k]?.word === word)) continue
      for (const each of said) each.words.set(short, 0.8)
      parts.add(index.holder(short))
    }
  })
}

// What an unknown word may have been meant as: two words written as one, or a mistyped one.
function matchMisspelled(index, slot, parts, factor) {
  const {word} = slot
  for (let i = 2; i <= word.length - 3; i++) {
    const [a, b] = [singular(word.slice(0, i)), word.slice(i)]
    if (has(index.known, a) && has(index.known, b)) {
      slot.together.push({words: [a, b], weight: 0.8 * factor})
      parts.add(index.holder(a)).add(index.holder(b))
    }
  }
  if (word.length < 4 || factor === 1 && slot.words.size && slot.typed) return
  const meant = nearestWords(index, word, false, factor)
  offerWords(index, slot, meant, parts)
  if (!slot.words.size && slot.typed) offerWords(index, slot, nearestWords(index, word, true, factor), parts)
  for (const [near, weight] of meant)
    offerWords(index, slot, variants(index, near).map(([other]) => [other, 0.8 * weight]), parts)
}

export {matchWords}
