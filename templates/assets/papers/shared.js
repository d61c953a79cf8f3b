// What scripts loaded before this one define: the filters, and what every page has.

const {
  Facets, NAMES, Panel, button, choicesOf, element, foldMarksAndCase, pickParams, withValue,
} = self.readingListFacets
const words = self.readingListWords
const load = self.readingListLoad
const marks = self.readingListMarks

export {Facets, NAMES, Panel, button, choicesOf, element, foldMarksAndCase, load, marks, pickParams, withValue, words}
