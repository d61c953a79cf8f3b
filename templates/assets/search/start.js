// What the search offers before a reader types, and when nothing is found. box.js brings the offers, so
// that nothing is loaded for them.

import {button, element} from "../dom.js"

const words = self.readingListWords
const MAX_QUERY_SHOWN = 40 // characters of a query that a button shows

const link = (text, href) => element("a", {textContent: text, href})

// A line of offers: a heading, and buttons or links.
const offerLine = (heading, found) => found.length
  ? [element("p", {}, element("strong", {textContent: heading}), ...found.flatMap(each => [" ", each]))] : []

// The elements of the offers. Without a result: examples, topics and new papers. With one that is empty:
// other spellings, topics, and the page where papers are added.
function newOffers({examples, topics, fresh, add}, {linkTo, search}, result) {
  const topicLine = offerLine(words("title_topics"), topics.map(([name, location]) => link(name, linkTo(location))))
  if (!result) return [
    ...offerLine(words("search_examples"), examples.map(query => button(query, () => search(query)))),
    ...topicLine,
    ...fresh.length ? [element("p", {}, element("strong", {textContent: words("newest")})),
      element("ul", {}, ...fresh.map(([title, location]) => element("li", {}, link(title, linkTo(location)))))] : []]
  const spellings = (result.spelling ?? []).map(query =>
    button(query.slice(0, MAX_QUERY_SHOWN), () => search(query)))
  const advice = spellings.length || result.identifier ? []
    : [element("p", {textContent: words("search_spelling")})]
  return [...offerLine(words("search_meant"), spellings), ...advice, ...topicLine,
    ...add ? [element("p", {}, link(words("add_paper"), add))] : []]
}

const box = self.readingListBox
if (box) {
  const panel = element("div", {className: "rl-offers md-typeset"})
  const siteRoot = new URL("../../", box.folder)
  const linkTo = location => {
    const isFile = siteRoot.protocol === "file:" && /(?:^|\/)$/.test(location)
    return new URL(isFile ? `${location}index.html` : location, siteRoot).href
  }
  const search = query => box.open(new URLSearchParams({q: query}))
  const render = () => {
    const result = box.lastResult
    const isAsked = box.input.value.trim() && result?.matches !== undefined && result
    panel.hidden = Boolean(result?.items.length || result?.pages?.length)
    if (!panel.hidden) panel.replaceChildren(...newOffers(self.readingListStart, {linkTo, search}, isAsked))
  }
  box.results.before(panel)
  box.onResult = render
  render()
}

export {newOffers}
