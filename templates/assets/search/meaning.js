// Synonyms for questions in everyday words: the terms that papers use for them.

import {addWords, stemOf, variants} from "./variants.js"

const MIN_QUESTION_WORDS = 4 // shorter queries are names and terms, which need no synonyms
const THESAURUS_WEIGHT = 0.7 // of a synonym
const MAX_SYNONYM_PARTS = 11 // of the postings, read for the synonyms of one question

// Short words are not stemmed: `goal` is not `go`.
const stemKey = words => words.map(word => stemOf(word).length < 4 ? word : stemOf(word)).join(" ")

// Terms of papers by the stems of everyday words.
function parseThesaurus({entries}) {
  const termsByKey = new Map()
  for (const entry of entries.split("|").filter(Boolean)) {
    const [everyday, terms] = entry.split(":"), key = stemKey(everyday.split(" "))
    termsByKey.set(key, [...termsByKey.get(key) || [], ...terms.split(",").map(term => term.split(" "))])
  }
  return termsByKey
}

// Letters of formulas (`f_i p_i`) are no words of a question.
const isQuestion = slots => slots.filter(({word, optional}) => !optional && word.length > 1).length >= MIN_QUESTION_WORDS

async function addSynonyms(index, slots, parts) {
  if (!isQuestion(slots)) return
  const required = slots.filter(slot => !slot.optional)
  const file = await index.part("thesaurus")
  file.termsByKey ||= parseThesaurus(file)
  const wordsBySlot = new Map(), newParts = new Set()
  const canRead = word => {
    const part = index.postingsPart(word)
    if (!parts.has(part) && newParts.size < MAX_SYNONYM_PARTS) newParts.add(part)
    return parts.has(part) || newParts.has(part)
  }
  const addTerms = (targets, terms) => targets.forEach(slot => terms.forEach(words => {
    if (!words.every(canRead)) return
    if (words.length > 1) {
      slot.conjunctions.push({words, weight: THESAURUS_WEIGHT})
      words.forEach(word => parts.add(index.postingsPart(word)))
    } else {
      const others = variants(index, words[0]).filter(([word]) => canRead(word)).map(([word]) => [word, 0.8 * THESAURUS_WEIGHT])
      wordsBySlot.set(slot, [...wordsBySlot.get(slot) || [], [words[0], THESAURUS_WEIGHT], ...others])
    }
  }))
  required.forEach((slot, i) => {
    const next = required[i + 1]
    addTerms([slot], file.termsByKey.get(stemKey([slot.word])) || [])
    if (next) addTerms([slot, next], file.termsByKey.get(stemKey([slot.word, next.word])) || [])
  })
  for (const [slot, words] of wordsBySlot) {
    for (const [word] of words) if (!slot.words.has(word)) slot.synonyms.add(word)
    addWords(index, slot, words, parts)
  }
}

export {addSynonyms, isQuestion, parseThesaurus}
