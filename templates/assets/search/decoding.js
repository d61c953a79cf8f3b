// Decodes words and numbers of the index, which generator/site/search/encoding.py encodes.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const SIGN_VALUES = Object.fromEntries([...ALPHABET].map((sign, value) => [sign, value]))

// Front-coded sorted words: a sign for the length of the prefix shared with the word before, if
// `marked` a sign with a number, then the rest of the word. The first sign is a capital; words have none.
// A loop over the signs, as the matches of a regular expression would need megabytes.
function decodeWords(text, marked) {
  const words = [], marks = []
  let last = ""
  for (let position = 0; position < text.length;) {
    const shared = SIGN_VALUES[text[position++]]
    if (marked) marks.push(SIGN_VALUES[text[position++]])
    const start = position
    while (position < text.length && !isCapital(text.charCodeAt(position))) position++
    last = last.slice(0, shared) + text.slice(start, position)
    words.push(last)
  }
  return {words, marks}
}

const isCapital = code => code >= 65 && code <= 90

// Calls `callback(number, place)` for each variable-length number: five bits per sign, lowest first; a
// sixth bit says that the number continues.
function eachNumber(text, callback) {
  let number = 0, shift = 0, place = 0
  for (let position = 0; position < text.length; position++) {
    const digit = SIGN_VALUES[text[position]]
    number |= (digit & 31) << shift
    shift += 5
    if (digit < 32) {
      callback(number, place++)
      number = shift = 0
    }
  }
}

function decodeNumbers(text) {
  const numbers = []
  eachNumber(text, number => numbers.push(number))
  return numbers
}

// Decodes delta-encoded ascending numbers.
function decodeDeltas(text) {
  let last = -1
  return Uint32Array.from(decodeNumbers(text), gap => last += gap + 1)
}

// The postings of a word: the numbers of records, and the fields that have it, as bits.
function decodePostings(text) {
  const [fields, gaps] = text.split(" ")
  const records = new Uint32Array(fields.length), bits = new Uint8Array(fields.length)
  let last = -1
  eachNumber(gaps, (gap, place) => {
    records[place] = last += gap + 1
    bits[place] = SIGN_VALUES[fields[place]]
  })
  return {records, bits}
}

export {SIGN_VALUES, decodeDeltas, decodeNumbers, decodePostings, decodeWords}
