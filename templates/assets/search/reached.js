// On a page that a reader opens from the results: marks what was typed, and takes the words out of the
// address again, so that it can be shared.

import {onPageShown} from "../pages.js"
import {findWords} from "./marking.js"

const PARAMETER = "h"
const UNMARKED = "script, style, svg, math, button, select, textarea, .headerlink, [hidden]"

// The pieces of a text: strings, and objects with each word that is one of these.
function splitAtWords(text, searched) {
  const pieces = []
  let at = 0
  for (const {word, index} of findWords(text, form => searched.has(form))) {
    pieces.push(text.slice(at, index), {word})
    at = index + word.length
  }
  return [...pieces, text.slice(at)].filter(Boolean)
}

function markWords(root, searched) {
  const texts = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(UNMARKED)) texts.push(walker.currentNode)
  for (const node of texts) {
    const pieces = splitAtWords(node.data, searched)
    if (pieces.some(({word}) => word)) node.replaceWith(...pieces.map(piece =>
      piece.word ? Object.assign(document.createElement("mark"), {textContent: piece.word}) : piece))
  }
}

if (self.document) onPageShown(() => {
  const url = new URL(location.href), root = document.querySelector(".md-content")
  const searched = url.searchParams.get(PARAMETER)
  if (!searched) return
  if (root) markWords(root, new Set(searched.split(" ")))
  url.searchParams.delete(PARAMETER)
  try {
    history.replaceState(history.state, "", url)
  } catch {} // forbidden in pages opened as files
})

export {splitAtWords}
