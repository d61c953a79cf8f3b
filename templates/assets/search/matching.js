// From what a reader typed to words of the index that may be meant, each with a weight.

const COMPLETIONS = 16, VARIANTS = 6, MISTYPED = 6 // words that one typed word may stand for
const NEAR_PARTS = 3 // parts of the postings that completions of one word are taken from
const ENDING = /(?:ization|isation|ation|izing|ising|ized|ised|ize|ise|ing|ion|ism|ment|ness|able|ed|er|or|ly|al|e)$/

// A query's words in their order, joins of neighbours, and phrases in quotation marks.
function parsed(query, stop) {
  const phrases = []
  const unquoted = query
    .replace(/["\u201c\u201d]([^"\u201c\u201d]+)["\u201c\u201d]/g, (_, phrase) => {
      phrases.push(plain(phrase))
      return ` ${phrase} `
    })
    .replace(/\barxiv:|https?:\/\/(?:\S*\/(?:abs|pdf|html|papers)|(?:dx\.)?doi\.org)\//gi, " ")
    .replace(/(\d{4}\.\d{4,5})v\d+(?:\.pdf)?/gi, "$1")
  let slots = [], joins = []
  for (const [joined, ...parts] of wordsOf(unquoted)) {
    if (parts.length) joins.push({word: joined, from: slots.length, to: slots.length + parts.length})
    for (const word of parts.length ? parts : [joined]) slots.push({word})
  }
  const last = slots.at(-1)
  if (last && /[^\s"\u201d]$/.test(query)) last.typed = true
  const all = slots.every(slot => stop.has(slot.word))
  slots.forEach(slot => { slot.optional = stop.has(slot.word) && !all })
  for (let i = 1; i < slots.length; i++)
    joins.push({word: singular(slots[i - 1].word + slots[i].word), from: i - 1, to: i + 1})
  const phrase = slots.map(slot => slot.word).join(" ")
  slots = slots.map(slot => ({...slot, words: new Map(), together: []}))
  return {slots, joins, phrases: phrases.filter(text => text.trim()), phrase}
}

// Fills `words` (word: weight) and `together` (words that a record must all have) of each slot,
// having read the parts of the postings they are in.
async function match(index, {slots, joins}) {
  const wanted = slots.filter(slot => !slot.optional || slot.typed)
  const parts = new Set()
  for (const slot of wanted) {
    if (slot.word.length > 2 || has(index.known, slot.word)) parts.add(index.holder(slot.word))
    const finished = !slot.typed && has(index.known, slot.word)
    offer(index, slot, completions(index, slot.word, finished ? 0.6 : 1), parts)
    offer(index, slot, variants(index, slot.word), parts)
    if (!slot.words.size) parts.add(index.holder(slot.word)) // short and rare: KD
  }
  for (const join of joins) joined(index, slots, join, parts)
  explained(index, slots, parts)
  await meaning(index, slots, parts)
  await index.postings(parts)
  const more = new Set()
  for (const slot of wanted) {
    const list = index.list(slot.word)
    if (list) slot.words.set(slot.word, 1)
    if (!list) mistaken(index, slot, more, 1)
    else if (list.bits.length < 3 && list.bits.every(fields => fields % TEXT === 0))
      mistaken(index, slot, more, 0.2) // somebody else may have mistyped it, in a text
  }
  for (const {word, from, to} of joins) { // one word, both split and mistyped
    const halves = slots.slice(from, to)
    if (word.length < 6 || halves.every(slot => index.list(slot.word))) continue
    const meant = nearest(index, word, false, 1)
    for (const slot of halves) offer(index, slot, meant, more)
  }
  await index.postings(more)
}

// Adds words with their weights, as long as few parts have to be read for them.
function offer(index, slot, offered, parts) {
  const near = new Set()
  for (const [word, weight] of offered) {
    const part = index.holder(word)
    if (!parts.has(part) && near.size >= NEAR_PARTS) continue
    if (!parts.has(part)) near.add(part)
    slot.words.set(word, Math.max(weight, slot.words.get(word) || 0))
  }
  near.forEach(part => parts.add(part))
}

function oftenFirst(index, places, most) {
  return [...places].sort((a, b) => index.often[b] - index.often[a]).slice(0, most)
}

// Words that begin with what was typed, at any word: readers shorten.
function completions(index, word, factor) {
  return oftenFirst(index, startingWith(index.known, word), COMPLETIONS)
    .map(place => index.known[place])
    .map(found => [found, factor * (0.5 + 0.4 * word.length / found.length)])
}

const stemOf = word => word.replace(ENDING, "")

// Words of the same stem: quantized, quantization.
function variants(index, word) {
  const stem = stemOf(word)
  if (stem.length < 4) return []
  const places = [...startingWith(index.known, stem)]
    .filter(place => stemOf(index.known[place]) === stem)
  return oftenFirst(index, places, VARIANTS).map(place => [index.known[place], 0.6])
}

// `pre training` and `pre-training` find `pretraining`.
function joined(index, slots, {word, from, to}, parts) {
  const place = placeOf(index.known, word)
  const found = slots[to - 1].typed ? index.known[place]?.startsWith(word) : has(index.known, word)
  if (!found) return
  for (const slot of slots.slice(from, to)) slot.words.set(index.known[place], 0.9)
  parts.add(index.holder(index.known[place]))
}

// Acronyms for their long form, and the other way round.
function explained(index, slots, parts) {
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
function mistaken(index, slot, parts, factor) {
  const {word} = slot
  for (let i = 2; i <= word.length - 3; i++) {
    const [a, b] = [singular(word.slice(0, i)), word.slice(i)]
    if (has(index.known, a) && has(index.known, b)) {
      slot.together.push({words: [a, b], weight: 0.8 * factor})
      parts.add(index.holder(a)).add(index.holder(b))
    }
  }
  if (word.length < 4 || factor === 1 && slot.words.size && slot.typed) return
  const meant = nearest(index, word, false, factor)
  offer(index, slot, meant, parts)
  if (!slot.words.size && slot.typed) offer(index, slot, nearest(index, word, true, factor), parts)
  for (const [near, weight] of meant)
    offer(index, slot, variants(index, near).map(([other]) => [other, 0.8 * weight]), parts)
}

// Known words, and those of the parts read, that differ by one letter, else by two.
function nearest(index, word, unfinished, factor) {
  const most = word.length >= 6 ? 2 : 1
  const close = [[], [], []]
  const asked = lettersOf(word)
  const look = (found, often, letters) => {
    if (countOf(asked & ~letters) > most) return // nearly all words, and quickly
    const distance = found === word ? most + 1 : distanceOf(word, found, most, unfinished)
    if (distance <= most) close[distance].push([found, often + 2 * (found[0] === word[0])])
  }
  index.letters ||= Uint32Array.from(index.known, lettersOf)
  index.known.forEach((found, place) => look(found, index.often[place], index.letters[place]))
  const part = index.loaded.get(index.holder(word))
  part?.sorted.forEach(found => { if (!has(index.known, found)) look(found, 0, lettersOf(found)) })
  const distance = close.findIndex(found => found.length)
  if (distance < 0) return []
  return close[distance].sort((a, b) => b[1] - a[1]).slice(0, MISTYPED)
    .map(([found], place) => [found, factor * ((distance < 2 ? 0.8 : 0.6) - 0.02 * place)])
}

// Which letters a word has, a bit each: what one word has more than another was typed wrong.
function lettersOf(word) {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters >>> 0
}

function countOf(bits) {
  let count = 0
  for (; bits; bits &= bits - 1) count++
  return count
}

const LONGEST = 60 // letters; a longer word is nobody's typo
const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 4)) // used again: most words are compared

// How many letters were added, left out, taken for another or swapped with the next; any number
// above `most` says too many. Of an unfinished word only a beginning of the other counts.
function distanceOf(typed, word, most, unfinished) {
  const shorter = typed.length - word.length
  if (shorter > most || !unfinished && -shorter > most || typed.length > LONGEST) return most + 1
  const width = Math.min(word.length, typed.length + most)
  let [before, last, row] = rows
  for (let j = 0; j <= width; j++) last[j] = j
  for (let i = 1; i <= typed.length; i++) {
    let least = row[0] = i
    for (let j = 1; j <= width; j++) {
      const same = typed[i - 1] === word[j - 1]
      let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
      if (j > 1 && i > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1])
        value = Math.min(value, before[j - 2] + 1)
      row[j] = value
      if (value < least) least = value
    }
    if (least > most) return most + 1
    const free = before
    before = last
    last = row
    row = free
  }
  return unfinished ? Math.min(...last.subarray(0, width + 1)) : last[width]
}
