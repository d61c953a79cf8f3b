// Scores how near the words of a query are to each other in a record: adjacent words are one term.

import {wordsOf} from "./folding.js"
import {idf} from "./ranking.js"

const PROXIMITY_GAIN = 1.5 // of a record in which all words are adjacent
const MAX_DISTANCE_IN_WORDS = 3

// A function that scores the texts of a record from 0 to 1: the mean closeness of neighbouring words
// of the query, weighted by the lower of their inverse document frequencies.
function proximityScorer(index, slots) {
  const placesByWord = new Map() // of a word: the words of the query that it may stand for
  slots.forEach((slot, place) => {
    for (const word of [...slot.words.keys(), ...slot.synonyms, ...slot.conjunctions.map(({words}) => words[0])])
      placesByWord.set(word, [...placesByWord.get(word) || [], place])
  })
  const rarities = slots.map(({words}) => Math.min(...[...words.keys()].map(word => index.list(word))
    .filter(Boolean).map(list => idf(index, list.records.length))))
  const weights = rarities.map((weight, place) => place ? Math.min(rarities[place - 1], weight) : 0)
    .map(weight => weight === Infinity ? 0 : weight) // no record has either word
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0)
  return texts => {
    const closest = weights.map(() => 0) // of each word to the one before it in the query
    for (const text of texts) updateClosest(closest, text, placesByWord)
    return totalWeight && closest.reduce((sum, near, place) => sum + weights[place] * near, 0) / totalWeight
  }
}

function updateClosest(closest, text, placesByWord) {
  const lastPositions = closest.map(() => -Infinity) // of each word of the query
  let position = 0
  for (const [joined, ...parts] of wordsOf(text)) {
    for (const part of parts.length ? parts : [joined]) {
      for (const form of part === joined ? [part] : [part, joined]) {
        for (const place of placesByWord.get(form) || []) {
          lastPositions[place] = position
          closest[place] = Math.max(closest[place], closeness(position - lastPositions[place - 1], 1))
          if (place + 1 < lastPositions.length)
            closest[place + 1] = Math.max(closest[place + 1], closeness(position - lastPositions[place + 1], 0))
        }
      }
      position++
    }
  }
}

const closeness = (distance, next) => distance <= next ? 1 : distance <= MAX_DISTANCE_IN_WORDS ? 0.5 : 0

export {PROXIMITY_GAIN, proximityScorer}
