// What a reader chose, as it stands in the address: `topic=moe&topic=-theory&from=2023` is with
// the one topic, without the other, and not before 2023. A value that begins with a sign has a `+`
// before it.

const IN = 1, OUT = -1
const RANGE = ["from", "to"] // of years
const NAMES = ["topic", "tag", "year", "organization", "status", "code", ...RANGE, "sort"]

function choicesOf(params, name) {
  const found = new Map()
  for (const text of params.getAll(name)) {
    const value = /^[-+]/.test(text) ? text.slice(1) : text
    if (value) found.set(value, text[0] === "-" ? OUT : IN)
  }
  return found
}

// The same with one value chosen in another way: IN, OUT, or 0 for neither.
function withChoice(params, name, value, choice) {
  const choices = choicesOf(params, name).set(value, choice)
  const others = [...params].filter(([other]) => other !== name)
  const written = [...choices].filter(([, sign]) => sign).map(([text, sign]) =>
    [name, (sign === OUT ? "-" : /^[-+]/.test(text) ? "+" : "") + text])
  return new URLSearchParams([...others, ...written])
}

// The same with one plain value, or without it where it is empty.
function withValue(params, name, value) {
  const changed = new URLSearchParams(params)
  if (value) changed.set(name, value)
  else changed.delete(name)
  return changed
}

const only = (params, names) => new URLSearchParams([...params].filter(([name, value]) =>
  value && names.includes(name)))

// The first and last year that may be, as numbers.
function yearRange(params) {
  const [from, to] = RANGE.map(name => Number(params.get(name)) || 0)
  return from && to && from > to ? [to, from] : [from, to || Infinity]
}

export {IN, NAMES, OUT, RANGE, choicesOf, only, withChoice, withValue, yearRange}
