// The edit distance between a typed word and one of the index.

// The letters of a word as bits: a quick lower bound of the edit distance.
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

const MAX_LETTERS = 60 // longer words are not corrected
const ROWS = [0, 1, 2].map(() => new Uint8Array(MAX_LETTERS + 5)) // reused for each comparison

// Damerau-Levenshtein distance (optimal string alignment), or any number above `maxDistance` if it is
// greater. An unfinished word is compared with the best prefix of the other.
function editDistance(typed, word, maxDistance, unfinished) {
  const extraLetters = typed.length - word.length
  if (extraLetters > maxDistance || !unfinished && -extraLetters > maxDistance
    || typed.length > MAX_LETTERS) return maxDistance + 1
  const width = Math.min(word.length, typed.length + maxDistance)
  let [rowBeforeLast, lastRow, row] = ROWS
  for (let j = 0; j <= width; j++) lastRow[j] = j
  for (let i = 1; i <= typed.length; i++) {
    let rowMinimum = row[0] = i
    for (let j = 1; j <= width; j++) {
      const isSame = typed[i - 1] === word[j - 1]
      let value = Math.min(lastRow[j] + 1, row[j - 1] + 1, lastRow[j - 1] + (isSame ? 0 : 1))
      if (j > 1 && i > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1])
        value = Math.min(value, rowBeforeLast[j - 2] + 1)
      row[j] = value
      if (value < rowMinimum) rowMinimum = value
    }
    if (rowMinimum > maxDistance) return maxDistance + 1
    const reusedRow = rowBeforeLast
    rowBeforeLast = lastRow
    lastRow = row
    row = reusedRow
  }
  return unfinished ? Math.min(...lastRow.subarray(0, width + 1)) : lastRow[width]
}

export {countBits, editDistance, letterBits}
