// Binary search in sorted lists.

// The first index at which `word` is or would be inserted.
function lowerBound(words, word) {
  let low = 0, high = words.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (words[middle] < word) low = middle + 1
    else high = middle
  }
  return low
}

const has = (words, word) => words[lowerBound(words, word)] === word

// The indices of the words that begin with `prefix`.
function* startingWith(words, prefix) {
  for (let i = lowerBound(words, prefix); i < words.length && words[i].startsWith(prefix); i++) yield i
}

export {has, lowerBound, startingWith}
