// The index as generator/site/search/index.py writes it: what was read of it so far, and the way to the rest.

import {decodePostings, decodeWords} from "./decoding.js"
import {placeOf} from "./lookup.js"

// In which field a word stands: a bit each; how often it is in the text comes above them.
const TITLE = 1, NAME = 2, AUTHOR = 4, LABEL = 8, TEXT = 16
const MAX_PARTS_IN_MEMORY = 160 // parts of the index that stay in memory

class Index {
  constructor(read, {version, value}) {
    this.read = read
    this.version = version
    this.records = value.records
    this.shown = value.shown
    this.texts = value.texts
    this.lengths = value.lengths
    this.starts = value.starts
    const {words, marks} = decodeWords(value.known, true)
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
        if (this.parts.size <= MAX_PARTS_IN_MEMORY) break
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
        part.sorted = decodeWords(part.words).words
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
    if (!part.lists.has(word)) part.lists.set(word, decodePostings(part.texts[place]))
    return part.lists.get(word)
  }

  // Whether the items of these records need no more reading.
  holds(kind, size, numbers) {
    return numbers.every(number => this.settled.has(`${kind}-${Math.floor(number / size)}`))
  }

  // Items of files with so many each, for the numbers of records.
  async items(kind, size, numbers) {
    const files = [...new Set(numbers.map(number => Math.floor(number / size)))]
    const parts = await Promise.all(files.map(file => this.part(`${kind}-${file}`)))
    const read = new Map(files.map((file, i) => [file, parts[i]]))
    return numbers.map(number => read.get(Math.floor(number / size))[number % size])
  }
}

export {AUTHOR, Index, LABEL, NAME, TEXT, TITLE}
