// What a reader chose, as URL parameters: `topic=moe&topic=-theory&from=2023` includes the one topic,
// excludes the other, and leaves out papers before 2023. A value that begins with a sign is escaped
// by a `+`.

const INCLUDED = 1, EXCLUDED = -1
const RANGE = ["from", "to"] // of years
const NAMES = ["list", "topic", "tag", "year", "person", "organization", "status", "code", ...RANGE, "sort"]

function choicesOf(params, name) {
  const choices = new Map()
  for (const text of params.getAll(name)) {
    const value = /^[-+]/.test(text) ? text.slice(1) : text
    if (value) choices.set(value, text[0] === "-" ? EXCLUDED : INCLUDED)
  }
  return choices
}

// The parameters with the choice of one value changed: INCLUDED, EXCLUDED, or 0 for neither.
function withChoice(params, name, value, choice) {
  const choices = choicesOf(params, name).set(value, choice)
  const others = [...params].filter(([other]) => other !== name)
  const serialized = [...choices].filter(([, sign]) => sign).map(([text, sign]) =>
    [name, (sign === EXCLUDED ? "-" : /^[-+]/.test(text) ? "+" : "") + text])
  return new URLSearchParams([...others, ...serialized])
}

// The parameters with one set to a value, or removed if the value is empty.
function withValue(params, name, value) {
  const changed = new URLSearchParams(params)
  if (value) changed.set(name, value)
  else changed.delete(name)
  return changed
}

// The named parameters that are not empty.
const pickParams = (params, names) => new URLSearchParams([...params].filter(([name, value]) =>
  value && names.includes(name)))

// The first and last allowed year, as numbers.
function yearRange(params) {
  const [from, to] = RANGE.map(name => Number(params.get(name)) || 0)
  return from && to && from > to ? [to, from] : [from, to || Infinity]
}

export {EXCLUDED, INCLUDED, NAMES, RANGE, choicesOf, pickParams, withChoice, withValue, yearRange}
