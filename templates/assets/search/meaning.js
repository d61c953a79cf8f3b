// Synonyms for questions in everyday words: the terms that papers use for them.

import {stemOf, variants} from "./variants.js"

const MIN_QUESTION_WORDS = 4 // shorter queries are names and terms, which need no synonyms

// Short words are not stemmed: `goal` is not `go`.
const stemKey = words => words.map(word => stemOf(word).length < 4 ? word : stemOf(word)).join(" ")

// Letters of formulas (`f_i p_i`) are no words of a question.
const isQuestion = slots => slots.filter(({word, optional}) => !optional && word.length > 1).length >= MIN_QUESTION_WORDS

// The keys of synonyms that a question may have: of one word, or two adjacent ones, each with its words.
function synonymKeys(slots) {
  const required = slots.filter(slot => !slot.optional)
  return required.flatMap((slot, i) => {
    const next = required[i + 1]
    const alone = {key: stemKey([slot.word]), targets: [slot]}
    return next ? [alone, {key: stemKey([slot.word, next.word]), targets: [slot, next]}] : [alone]
  })
}

// Adds to the words of a question what records gain by their synonyms, and the synonyms, to mark them.
function addSynonyms(index, slots) {
  for (const {key, targets} of synonymKeys(slots)) {
    const found = index.synonyms(key)
    if (!found) continue
    const words = found.terms.flatMap(term =>
      term.length > 1 ? term : [...term, ...variants(index, term[0]).map(([word]) => word)])
    for (const slot of targets) {
      slot.gains.push(found.list)
      for (const word of words) slot.synonyms.add(word)
    }
  }
}

export {addSynonyms, isQuestion, stemKey, synonymKeys}
