// How far a word is from one that may have been meant.

// Which letters a word has, a bit each: what one word has more than another was typed wrong.
function letterBits(word) {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters >>> 0
}

function countBits(bits) {
  let count = 0
  for (; bits; bits &= bits - 1) count++
  return count
}

const MAX_LETTERS = 60 // letters; a longer word is nobody's typo
const ROWS = [0, 1, 2].map(() => new Uint8Array(MAX_LETTERS + 4)) // used again: most words are compared

// How many letters were added, left out, taken for another or swapped with the next; any number
// above `most` says too many. Of an unfinished word only a beginning of the other counts.
function editDistance(typed, word, most, unfinished) {
  const shorter = typed.length - word.length
  if (shorter > most || !unfinished && -shorter > most || typed.length > MAX_LETTERS) return most + 1
  const width = Math.min(word.length, typed.length + most)
  let [before, last, row] = ROWS
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

export {countBits, editDistance, letterBits}
