// The index as it was written by generator/site/search/index.py and encoding.py.

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
const VALUE = Object.fromEntries([...SIGNS].map((sign, value) => [sign, value]))

// Sorted words, each without what it shares with the one before; with marks, one before each rest.
// A capital begins a word. Read sign by sign: matches of a pattern would be garbage by the megabyte.
function unfronted(text, marked) {
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

// The records that have a word: their numbers, and the fields it is in.
function unlisted(text) {
  const [fields, gaps] = text.split(" ")
  const records = new Uint32Array(fields.length), bits = new Uint8Array(fields.length)
  let at = 0, last = -1
  for (let i = 0; i < fields.length; i++) {
    let gap = 0, shift = 0, digit
    do {
      digit = VALUE[gaps[at++]]
      gap |= (digit & 31) << shift
      shift += 5
    } while (digit >= 32)
    records[i] = last += gap + 1
    bits[i] = VALUE[fields[i]]
  }
  return {records, bits}
}

// The first place in sorted words where `word` is or would be.
function placeOf(words, word) {
  let low = 0, high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (words[middle] < word) low = middle + 1
    else high = middle
  }
  return low
}

const has = (words, word) => words[placeOf(words, word)] === word

function* startingWith(words, prefix) {
  for (let i = placeOf(words, prefix); i < words.length && words[i].startsWith(prefix); i++) yield i
}

const KEPT = 160 // parts of the index that stay in memory

// What was read of an index so far, and the way to the rest.
class Index {
  constructor(read, {version, value}) {
    this.read = read
    this.version = version
    this.records = value.records
    this.shown = value.shown
    this.texts = value.texts
    this.lengths = value.lengths
    this.starts = value.starts
    const {words, marks} = unfronted(value.known, true)
    this.known = words
    this.often = marks
    this.stop = new Set(value.stop.split(" "))
    this.longOf = new Map(value.acronyms) // by the acronym
    this.shortOf = new Map() // by the first word of the long form: its words, and the acronym
    for (const [short, long] of value.acronyms) {
      const words = long.split(" ")
      this.shortOf.set(words[0], [...this.shortOf.get(words[0]) || [], {words, short}])
    }
    this.parts = new Map()
    this.settled = new Set() // names of the parts that were read
    this.loaded = new Map() // parts of the postings by number
  }

  part(name) {
    const known = this.parts.get(name)
    if (known) {
      this.parts.delete(name) // so that it comes last, as the part used last
      this.parts.set(name, known)
    } else {
      const reading = this.read(name, this.version).then(({version, value}) => {
        if (version !== this.version) throw new Error(`${name} is of another version of the site`)
        this.settled.add(name)
        return value
      })
      reading.catch(() => this.parts.delete(name))
      this.parts.set(name, reading)
      for (const old of this.parts.keys()) {
        if (this.parts.size <= KEPT) break
        this.parts.delete(old)
        this.settled.delete(old)
      }
    }
    return this.parts.get(name)
  }

  // The number of the part of the postings that has a word, if any has.
  holder(word) {
    const place = placeOf(this.starts, word)
    return this.starts[place] === word ? place : Math.max(0, place - 1)
  }

  // Reads parts of the postings, by number, for the query that is being answered.
  async postings(numbers) {
    await Promise.all([...new Set(numbers)].map(async number => {
      const part = await this.part(`postings-${number}`)
      if (!part.sorted) {
        part.sorted = unfronted(part.words).words
        part.texts = part.lists.split("|")
        part.lists = new Map()
      }
      this.loaded.set(number, part)
    }))
  }

  // The list of a word; nothing where no record has it, or its part was not read.
  list(word) {
    const part = this.loaded.get(this.holder(word))
    const place = part ? placeOf(part.sorted, word) : -1
    if (!part || part.sorted[place] !== word) return undefined
    if (!part.lists.has(word)) part.lists.set(word, unlisted(part.texts[place]))
    return part.lists.get(word)
  }

  // Whether the items of these records need no more reading.
  holds(kind, size, numbers) {
    return numbers.every(number => this.settled.has(`${kind}-${Math.floor(number / size)}`))
  }

  // Items of files with so many each, for the numbers of records.
  async items(kind, size, numbers) {
    const files = [...new Set(numbers.map(number => Math.floor(number / size)))]
    const read = new Map(await Promise.all(
      files.map(async file => [file, await this.part(`${kind}-${file}`)])))
    return numbers.map(number => read.get(Math.floor(number / size))[number % size])
  }
}
