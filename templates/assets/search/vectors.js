// How near papers are to a question in everyday words: vectors of words and of papers, which
// generator/site/search/word_vectors.py writes.

import {SIGN_VALUES} from "./decoding.js"

const MEANING_GAIN = 3 // of a paper that points where the question points, in scores of the best
const DIMENSIONS = 64, ZERO = 32, LENGTHS_PER_DOUBLING = 8

function decodeVector(text) {
  const unit = 2 ** ((SIGN_VALUES[text[0]] - ZERO) / LENGTHS_PER_DOUBLING) / (ZERO - 1)
  return Float32Array.from({length: DIMENSIONS}, (_, i) => (SIGN_VALUES[text[i + 1]] - ZERO) * unit)
}

// The vector of a question; undefined for any other query, or if none of its words has a vector.
function questionVector(index, slots) {
  const words = [...new Set(slots.filter(slot => !slot.optional).map(({word}) => word))]
  const vectors = words.map(word => index.vector(word)).filter(Boolean).map(decodeVector)
  return vectors.length ? vectors.reduce((sum, vector) => sum.map((value, i) => value + vector[i])) : undefined
}

function cosine(a, b) {
  let product = 0, lengthA = 0, lengthB = 0
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i]
    lengthA += a[i] ** 2
    lengthB += b[i] ** 2
  }
  return product / Math.sqrt(lengthA * lengthB || 1)
}

// Adds to the score of each result how near its paper is to the question.
function addMeaning(found, question) {
  const best = Math.max(...found.map(({score}) => score))
  for (const item of found)
    if (item.vector) item.score += best * MEANING_GAIN * Math.max(0, cosine(question, decodeVector(item.vector)))
}

export {addMeaning, cosine, decodeVector, questionVector}
