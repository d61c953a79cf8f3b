// How near the words of a query stand to each other in a record: side by side they mean one thing.

import {wordsOf} from "./folding.js"
import {rarity} from "./ranking.js"

const NEARNESS_GAIN = 1.5 // how much a record gains all of whose words stand side by side
const MAX_DISTANCE_IN_WORDS = 3 // words; what is farther apart is not near

// For the words of a query: what tells of the texts of a record, from 0 to 1, how near they stand,
// two by two, the rarer ones counting more.
function nearnessOf(index, slots) {
  const meant = new Map() // by word: the places in the query that it may stand for
  slots.forEach((slot, place) => {
    for (const word of [...slot.words.keys(), ...slot.together.map(({words}) => words[0])])
      meant.set(word, [...meant.get(word) || [], place])
  })
  const rare = slots.map(({words}) => Math.min(...[...words.keys()].map(word => index.list(word))
    .filter(Boolean).map(list => rarity(index, list.records.length))))
  const weights = rare.map((weight, place) => place ? Math.min(rare[place - 1], weight) : 0)
    .map(weight => weight === Infinity ? 0 : weight) // of neither word there is any
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return texts => {
    const closest = weights.map(() => 0) // to the word before it in the query
    for (const text of texts) updateClosest(closest, text, meant)
    return whole && closest.reduce((sum, near, place) => sum + weights[place] * near, 0) / whole
  }
}

function updateClosest(closest, text, meant) {
  const last = closest.map(() => -Infinity) // where each word stood last
  let at = 0
  for (const [joined, ...parts] of wordsOf(text)) {
    for (const part of parts.length ? parts : [joined]) {
      for (const form of part === joined ? [part] : [part, joined]) {
        for (const place of meant.get(form) || []) {
          last[place] = at
          closest[place] = Math.max(closest[place], closeness(at - last[place - 1], 1))
          if (place + 1 < last.length)
            closest[place + 1] = Math.max(closest[place + 1], closeness(at - last[place + 1], 0))
        }
      }
      at++
    }
  }
}

const closeness = (distance, next) => distance <= next ? 1 : distance <= MAX_DISTANCE_IN_WORDS ? 0.5 : 0

export {NEARNESS_GAIN, nearnessOf}
