// For a question in a reader's own words: what papers say for them.

import {offerWords, stemOf, variants} from "./variants.js"

const MIN_QUESTION_WORDS = 4 // words, and it is one; fewer are names and terms, and mean themselves
const THESAURUS_WEIGHT = 0.7 // how much such a word counts

// What is left of a short word is no stem: `goal` is not `go`.
const stemKey = words => words.map(word => stemOf(word).length < 4 ? word : stemOf(word)).join(" ")

// Words as the index has them, by the stems of everyday ones.
function thesaurusOf({entries}) {
  const found = new Map()
  for (const entry of entries.split("|").filter(Boolean)) {
    const [everyday, said] = entry.split(":"), key = stemKey(everyday.split(" "))
    found.set(key, [...found.get(key) || [], ...said.split(",").map(term => term.split(" "))])
  }
  return found
}

async function matchThesaurus(index, slots, parts) {
  const kept = slots.filter(slot => !slot.optional)
  if (kept.length < MIN_QUESTION_WORDS) return
  const file = await index.part("thesaurus")
  file.said ||= thesaurusOf(file)
  const offers = new Map()
  const say = (some, terms) => some.forEach(slot => terms.forEach(words => {
    if (words.length > 1) {
      slot.together.push({words, weight: THESAURUS_WEIGHT})
      words.forEach(word => parts.add(index.holder(word)))
    } else {
      const others = variants(index, words[0]).map(([word]) => [word, 0.8 * THESAURUS_WEIGHT])
      offers.set(slot, [...offers.get(slot) || [], [words[0], THESAURUS_WEIGHT], ...others])
    }
  }))
  kept.forEach((slot, i) => {
    const next = kept[i + 1]
    say([slot], file.said.get(stemKey([slot.word])) || [])
    if (next) say([slot, next], file.said.get(stemKey([slot.word, next.word])) || [])
  })
  for (const [slot, words] of offers) offerWords(index, slot, words, parts)
}

export {matchThesaurus, thesaurusOf}
