// Where words stand in a sorted list of them.

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

export {has, placeOf, startingWith}
