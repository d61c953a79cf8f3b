// Which records fit what is chosen, and how many each value would leave.

import {IN, OUT, choicesOf, yearRange} from "./choosing.js"

const YEARS_BIT = 1 << 15 // the bit of the range of years; the others are those of the facets

// `groups` are facets with a `name` and `values`, each with an `id` and the `records` that have it.
// Several values of a facet widen: one of them is enough. Several facets narrow.
class Facets {
  constructor(groups, size) {
    this.groups = groups
    this.lacks = new Uint16Array(size) // a bit for each facet none of whose chosen values it has
    this.barred = new Uint16Array(size) // a bit for each facet of which it has an excluded value
  }

  choose(params) {
    const {lacks, barred} = this
    lacks.fill(0)
    barred.fill(0)
    this.choices = this.groups.map(({name}) => choicesOf(params, name))
    this.groups.forEach(({values}, place) => {
      const bit = 1 << place, choices = this.choices[place]
      if (![...choices.values()].length) return
      if ([...choices.values()].includes(IN)) for (let i = 0; i < lacks.length; i++) lacks[i] |= bit
      for (const {id, records} of values) {
        const choice = choices.get(id)
        if (choice === IN) for (const record of records) lacks[record] &= ~bit
        if (choice === OUT) for (const record of records) barred[record] |= bit
      }
    })
    this.between(...yearRange(params))
  }

  between(first, last) {
    if (!first && last === Infinity) return
    const {lacks} = this
    for (let i = 0; i < lacks.length; i++) lacks[i] |= YEARS_BIT
    for (const {id, records} of this.groups.find(({name}) => name === "year")?.values ?? [])
      if (Number(id) >= first && Number(id) <= last)
        for (const record of records) lacks[record] &= ~YEARS_BIT
  }

  fits(record) {
    return !(this.lacks[record] | this.barred[record])
  }

  // For each value of each facet in turn: how many of the records marked in `among` would be left
  // if it were the facet's only choice, so that readers can widen; of an excluded value, how many
  // it takes away.
  counts(among) {
    const {lacks, barred} = this
    const found = new Uint32Array(this.groups.reduce((sum, {values}) => sum + values.length, 0))
    let at = 0
    this.groups.forEach(({name, values}, place) => {
      const own = 1 << place | (name === "year" ? YEARS_BIT : 0)
      for (const {id, records} of values) {
        const kept = ~(this.choices[place].get(id) === OUT ? own : 0)
        let count = 0
        for (const record of records)
          if (among[record] && !(lacks[record] & ~own) && !(barred[record] & kept)) count++
        found[at++] = count
      }
    })
    return found
  }
}

export {Facets}
