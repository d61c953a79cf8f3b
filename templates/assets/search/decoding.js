// Words and numbers of the index, as generator/site/search/encoding.py writes them.

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const VALUE = Object.fromEntries([...SIGNS].map((sign, value) => [sign, value]))

// Sorted words, each without what it shares with the one before; with marks, one before each rest.
// A capital begins a word. Read sign by sign: matches of a pattern would be garbage by the megabyte.
function decodeWords(text, marked) {
  const words = [], marks = []
  let last = ""
  for (let at = 0; at < text.length;) {
    const shared = VALUE[text[at++]]
    if (marked) marks.push(VALUE[text[at++]])
    const start = at
    while (at < text.length && !isCapital(text.charCodeAt(at))) at++
    last = last.slice(0, shared) + text.slice(start, at)
    words.push(last)
  }
  return {words, marks}
}

const isCapital = code => code >= 65 && code <= 90

// Calls `take(number, place)` for each of some numbers in base 32: five bits a sign, the lowest first,
// and a sixth where a number goes on.
function eachNumber(text, take) {
  let number = 0, shift = 0, place = 0
  for (let at = 0; at < text.length; at++) {
    const digit = VALUE[text[at]]
    number |= (digit & 31) << shift
    shift += 5
    if (digit < 32) {
      take(number, place++)
      number = shift = 0
    }
  }
}

function decodeNumbers(text) {
  const numbers = []
  eachNumber(text, number => numbers.push(number))
  return numbers
}

// Rising numbers, written by their differences.
function decodeDeltas(text) {
  let last = -1
  return Uint32Array.from(decodeNumbers(text), gap => last += gap + 1)
}

// The records that have a word: their numbers, and the fields it is in.
function decodePostings(text) {
  const [fields, gaps] = text.split(" ")
  const records = new Uint32Array(fields.length), bits = new Uint8Array(fields.length)
  let last = -1
  eachNumber(gaps, (gap, place) => {
    records[place] = last += gap + 1
    bits[place] = VALUE[fields[place]]
  })
  return {records, bits}
}

export {VALUE, decodeDeltas, decodeNumbers, decodePostings, decodeWords}
