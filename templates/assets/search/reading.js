// The index as generator/site/search/index.py writes it: loads its parts when they are needed.

import {decodePostings, decodeWords} from "./decoding.js"
import {lowerBound} from "./lookup.js"

// A bit for each field that has a word; the bits above them say how often the text has it.
const TITLE = 1, NAME = 2, AUTHOR = 4, LABEL = 8, TEXT = 16
const VECTOR_SIGNS = 65 // of an encoded vector: its length, and 64 dimensions
const MAX_PARTS_IN_MEMORY = 160 // parts of the index that stay in memory

class Index {
  constructor(read, {version, value}) {
    this.read = read
    this.version = version
    this.records = value.records
    this.kinds = value.kinds // how many papers, topics, tags and people there are
    this.sizes = value.sizes // how many records a file has: of papers, of others
    this.lengths = value.lengths
    this.starts = value.starts
    const {words, marks} = decodeWords(value.known, true)
    this.knownWords = words
    this.frequencies = marks
    this.stopWords = new Set(value.stop.split(" "))
    this.expansions = new Map(value.acronyms) // long form by acronym
    this.acronymsByFirstWord = new Map() // by the first word of the long form
    for (const [short, long] of value.acronyms) {
      const words = long.split(" ")
      this.acronymsByFirstWord.set(words[0], [...this.acronymsByFirstWord.get(words[0]) || [], {words, short}])
    }
    this.parts = new Map()
    this.loadedNames = new Set() // of parts
    this.loaded = new Map() // parts of the postings by number, for the present query
    this.whenTyped = async () => {} // resolves when the reader has paused; set for each query
  }

  // Parts of the index. What is not in memory is loaded only when the reader pauses.
  async readParts(names) {
    if (!names.every(name => this.loadedNames.has(name))) await this.whenTyped()
    return Promise.all(names.map(name => this.part(name)))
  }

  part(name) {
    const known = this.parts.get(name)
    if (known) {
      this.parts.delete(name) // moves it to the end: least recently used parts come first
      this.parts.set(name, known)
    } else {
      const reading = this.read(name, this.version).then(({version, value}) => {
        if (version !== this.version) throw new Error(`${name} is of another version of the site`)
        this.loadedNames.add(name)
        return value
      })
      reading.catch(() => this.parts.delete(name))
      this.parts.set(name, reading)
      for (const old of this.parts.keys()) {
        if (this.parts.size <= MAX_PARTS_IN_MEMORY) break
        this.parts.delete(old)
        this.loadedNames.delete(old)
      }
    }
    return this.parts.get(name)
  }

  // The number of the part of the postings in which a word would be.
  postingsPart(word) {
    const place = lowerBound(this.starts, word)
    return this.starts[place] === word ? place : Math.max(0, place - 1)
  }

  // Loads parts of the postings, by number, for the present query.
  async postings(numbers) {
    const unique = [...new Set(numbers)]
    const parts = await this.readParts(unique.map(number => `postings-${number}`))
    parts.forEach((part, i) => {
      if (!part.sorted) {
        part.sorted = decodeWords(part.words).words
        part.texts = part.lists.split("|")
        part.lists = new Map()
        const [vectorWords, rows] = part.vectors, [synonyms, gains] = part.synonyms
        part.vectors = {words: decodeWords(vectorWords).words, rows}
        part.synonyms = parseSynonyms(synonyms, gains)
      }
      this.loaded.set(unique[i], part)
    })
  }

  // The postings of a word; undefined if no record has it, or its part is not loaded.
  list(word) {
    const part = this.loaded.get(this.postingsPart(word))
    const place = part ? lowerBound(part.sorted, word) : -1
    if (!part || part.sorted[place] !== word) return undefined
    if (!part.lists.has(word)) part.lists.set(word, decodePostings(part.texts[place]))
    return part.lists.get(word)
  }

  // The encoded vector of a word; undefined if it has none, or its part is not loaded.
  vector(word) {
    const part = this.loaded.get(this.postingsPart(word))
    const place = part ? lowerBound(part.vectors.words, word) : -1
    const {words, rows} = part?.vectors ?? {}
    return words?.[place] === word ? rows.slice(place * VECTOR_SIGNS, (place + 1) * VECTOR_SIGNS) : undefined
  }

  // The synonyms of everyday words by the stems of these: their words, and what each record gains by them.
  synonyms(key) {
    const found = this.loaded.get(this.postingsPart(key))?.synonyms.get(key)
    if (found) found.list ||= decodePostings(found.text)
    return found
  }

  // What is shown of records by number, and their texts.
  async items(numbers) {
    const places = numbers.map(number => this.place(number))
    const files = [...new Set(places.map(([file]) => file))]
    const parts = await this.readParts(files.map(file => `records-${file}`))
    const read = new Map(files.map((file, i) => [file, parts[i]]))
    return places.map(([file, place]) => read.get(file)[place])
  }

  // The number of the file that has a record, and its place in it. Papers come first.
  place(number) {
    const [papers] = this.kinds, [size, otherSize] = this.sizes
    if (number < papers) return [Math.floor(number / size), number % size]
    const other = number - papers
    return [Math.ceil(papers / size) + Math.floor(other / otherSize), other % otherSize]
  }
}

// `throw away:discard,let go|...` and a list for each entry, by the words before the colon.
function parseSynonyms(entries, lists) {
  const texts = lists.split("|")
  return new Map(entries.split("|").filter(Boolean).map((entry, i) => {
    const [key, terms] = entry.split(":")
    return [key, {terms: terms.split(",").map(term => term.split(" ")), text: texts[i]}]
  }))
}

export {AUTHOR, Index, LABEL, NAME, TEXT, TITLE, parseSynonyms}
