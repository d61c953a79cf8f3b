// Which records match the chosen values, and how many records would match each other choice.

import {EXCLUDED, INCLUDED, choicesOf, yearRange} from "./choosing.js"

const YEARS_BIT = 1 << 15 // the bit of the range of years; the bits below are those of the facets

// `groups` are facets with a `name` and `values`, each with an `id` and the `records` that have it.
// A record matches if it has one of the chosen values of every facet (OR within, AND between).
class Facets {
  constructor(groups, size) {
    this.groups = groups
    this.unmatched = new Uint16Array(size) // by record: a bit for each facet of which it has no chosen value
    this.excluded = new Uint16Array(size) // by record: a bit for each facet of which it has an excluded value
  }

  choose(params) {
    const {unmatched, excluded} = this
    unmatched.fill(0)
    excluded.fill(0)
    this.choices = this.groups.map(({name}) => choicesOf(params, name))
    this.groups.forEach(({values}, place) => {
      const bit = 1 << place, choices = this.choices[place]
      if (![...choices.values()].length) return
      if ([...choices.values()].includes(INCLUDED))
        for (let i = 0; i < unmatched.length; i++) unmatched[i] |= bit
      for (const {id, records} of values) {
        const choice = choices.get(id)
        if (choice === INCLUDED) for (const record of records) unmatched[record] &= ~bit
        if (choice === EXCLUDED) for (const record of records) excluded[record] |= bit
      }
    })
    this.chooseYears(...yearRange(params))
  }

  chooseYears(first, last) {
    if (!first && last === Infinity) return
    const {unmatched} = this
    for (let i = 0; i < unmatched.length; i++) unmatched[i] |= YEARS_BIT
    for (const {id, records} of this.groups.find(({name}) => name === "year")?.values ?? [])
      if (Number(id) >= first && Number(id) <= last)
        for (const record of records) unmatched[record] &= ~YEARS_BIT
  }

  matches(record) {
    return !(this.unmatched[record] | this.excluded[record])
  }

  // For each value of each facet in turn: how many of the records marked in `candidates` would match
  // if it were the facet's only choice; of an excluded value, how many it removes.
  counts(candidates) {
    const {unmatched, excluded} = this
    const counted = new Uint32Array(this.groups.reduce((sum, {values}) => sum + values.length, 0))
    let next = 0
    this.groups.forEach(({name, values}, place) => {
      const ownBits = 1 << place | (name === "year" ? YEARS_BIT : 0)
      for (const {id, records} of values) {
        const excludedMask = ~(this.choices[place].get(id) === EXCLUDED ? ownBits : 0)
        let count = 0
        for (const record of records)
          if (candidates[record] && !(unmatched[record] & ~ownBits) && !(excluded[record] & excludedMask)) count++
        counted[next++] = count
      }
    })
    return counted
  }
}

export {Facets}
