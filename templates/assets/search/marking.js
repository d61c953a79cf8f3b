// Finds words in a text as it is written: whole ones, or the parts of hyphenated ones.

import {wordsOf} from "./folding.js"

const WRITTEN_WORD = /[\p{L}\p{N}\p{M}'\u2019^_{}.+#\u2010-\u2013-]+/gu
const WRITTEN_PART = /[^\u2010-\u2013-]+/g
const END_OF_SENTENCE = /[.,:;]+$/

// The normalized forms of a written word, cached, as results repeat words.
const FORMS = new Map()
function formsOf(piece) {
  if (!FORMS.has(piece)) {
    if (FORMS.size > 20_000) FORMS.clear()
    FORMS.set(piece, wordsOf(piece).map(([joined]) => joined))
  }
  return FORMS.get(piece)
}

// The written words for which `find` returns something for one of their forms, with where they begin.
function* findWords(text, find) {
  for (const {0: piece, index} of text.matchAll(WRITTEN_WORD)) {
    const whole = findForm(piece, find)
    if (whole) yield {word: piece.replace(END_OF_SENTENCE, ""), index, found: whole}
    else if (/[\u2010-\u2013-]/.test(piece)) for (const part of piece.matchAll(WRITTEN_PART)) {
      const found = findForm(part[0], find)
      if (found) yield {word: part[0].replace(END_OF_SENTENCE, ""), index: index + part.index, found}
    }
  }
}

function findForm(piece, find) {
  for (const form of formsOf(piece)) {
    const found = find(form)
    if (found) return found
  }
  return undefined
}

export {findWords}
