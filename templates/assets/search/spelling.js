// Other spellings of a query that finds nothing: corrections that would be too bold to search for unasked.

import {startingWith} from "./lookup.js"
import {editDistance} from "./typos.js"

const MAX_SUGGESTIONS = 3, MAX_DISTANCE = 3, MIN_LETTERS = 5

// Queries in which each unknown word is replaced by a known one.
function suggestSpelling({knownWords, frequencies}, {slots, identifier}) {
  const unknown = slots.filter(({word, optional}) => !optional && !knownWords.includes(word))
  if (identifier || !unknown.length || unknown.some(({word}) => word.length < MIN_LETTERS || /\d/.test(word))) return []
  const nearest = unknown.map(({word}) => nearestWords(knownWords, frequencies, word))
  if (nearest.some(words => !words.length)) return []
  return Array.from({length: Math.min(MAX_SUGGESTIONS, Math.max(...nearest.map(words => words.length)))}, (_, n) => {
    const replaced = new Map(unknown.map((slot, i) => [slot, nearest[i][Math.min(n, nearest[i].length - 1)]]))
    return slots.map(slot => replaced.get(slot) ?? slot.word).join(" ")
  })
}

// Known words that begin with the same letter and are nearest, the most frequent first.
function nearestWords(knownWords, frequencies, word) {
  const found = []
  for (const place of startingWith(knownWords, word[0])) {
    const distance = editDistance(word, knownWords[place], MAX_DISTANCE, false)
    if (distance <= MAX_DISTANCE) found.push({distance, place})
  }
  return found.sort((a, b) => a.distance - b.distance || frequencies[b.place] - frequencies[a.place])
    .slice(0, MAX_SUGGESTIONS).map(({place}) => knownWords[place])
}

export {suggestSpelling}
