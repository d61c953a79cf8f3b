// What the scripts loaded before offer: the filters, and what every page has.

const {
  Facets, NAMES, Panel, button, choicesOf, element, foldMarksAndCase, only, withValue,
} = self.readingListFacets
const words = self.readingListWords
const load = self.readingListLoad
const marks = self.readingListMarks

export {Facets, NAMES, Panel, button, choicesOf, element, foldMarksAndCase, load, marks, only, withValue, words}
