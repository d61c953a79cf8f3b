// Answers a query with items as the theme shows them.

const say = self.readingListWords
const escaped = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt()};`)
const WRITTEN = /[\p{L}\p{N}\p{M}'\u2019^_{}.+#\u2010-\u2013-]+/gu

// The forms of a written word, kept for a while: results repeat them.
const FORMS = new Map()
function formsOf(piece) {
  if (!FORMS.has(piece)) {
    if (FORMS.size > 20_000) FORMS.clear()
    FORMS.set(piece, wordsOf(piece).flat())
  }
  return FORMS.get(piece)
}

// The words that were looked for, each with what was typed for it.
function lookedFor(slots) {
  const found = new Map()
  for (const slot of [...slots].reverse()) // what was typed first wins
    for (const word of [...slot.words.keys(), ...slot.together.flatMap(({words}) => words)])
      found.set(word, slot)
  return found
}

// Text as HTML in which the words found are marked; notes how they are written.
function marked(text, found, written) {
  let html = "", at = 0
  for (const {0: piece, index} of text.matchAll(WRITTEN)) {
    let slot
    for (const form of formsOf(piece)) slot ||= found.get(form)
    if (!slot) continue
    html += escaped(text.slice(at, index)) + `<mark>${escaped(piece)}</mark>`
    at = index + piece.length
    if (!written.has(slot)) written.set(slot, new Set())
    written.get(slot).add(piece.replace(/[.,:;]+$/, ""))
  }
  return html + escaped(text.slice(at))
}

// A few of the authors, those first that were asked for.
function named(authors) {
  const asked = authors.filter(author => author.includes("<mark>"))
  const few = [...new Set([...asked, ...authors])].slice(0, Math.max(2, Math.min(asked.length, 4)))
  const rest = authors.length - few.length
  const comma = say("comma")
  return rest > 1 ? say("names_more", rest, {names: few.join(comma)}) : authors.join(comma)
}

// The words by which a record was found for a typed word; nothing where it was not.
function meant(index, slot, record) {
  const words = [...slot.words].sort((a, b) => b[1] - a[1]).map(([word]) => [word])
  return [...words, ...slot.together.map(each => each.words)].find(each => each.every(word => {
    const records = index.list(word)?.records
    return records && records[placeOf(records, record)] === record
  }))
}

// One result; a section comes with the page it is on.
function shown(index, {record, location, title, authors, line, teaser, page, language, score}, slots, found) {
  const written = new Map()
  const plainName = marked(title, found, written)
  const name = language ? `<span lang="${escaped(language)}" dir="auto">${plainName}</span>` : plainName
  const people = named(authors.map(author => marked(author, found, written)))
  const under = people || line
    ? `<p>${[people, marked(line, found, written)].filter(Boolean).join(" \u00b7 ")}</p>` : ""
  const text = under + (teaser ? `<p>${marked(teaser, found, written)}</p>` : "")
  const terms = {} // words to highlight on the page that is reached, and those it lacks
  for (const slot of slots.filter(each => !each.optional || written.has(each))) {
    const words = written.get(slot) || meant(index, slot, record)
    for (const word of words || [slot.word]) terms[word] = Boolean(words)
  }
  const item = {location, title: name, text, score, terms}
  if (!location.includes("#")) return [item]
  return [item, {location: location.split("#")[0], title: escaped(page), text: "", score: 0, terms}]
}

// How the best results write the word that is being typed.
function suggested(found, {slots}, query) {
  const typed = query.split(/[\s-]+/).at(-1).toLowerCase()
  if (!typed || !slots.at(-1)?.typed) return []
  for (const {title} of found)
    for (const [word] of title.matchAll(/[\p{L}\p{N}]+/gu))
      if (word.toLowerCase().startsWith(typed)) return [typed + word.slice(typed.length).toLowerCase()]
  return []
}

// The records of these numbers with what is shown of them, the best for a query first.
async function read(index, numbers, query) {
  const records = await index.items("records", index.shown, numbers.map(({record}) => record))
  const found = records.map(([location, title, authors, line, teaser, page, language], i) =>
    ({...numbers[i], location, title, authors, line, teaser, page, language}))
  return query === undefined ? found : byTitle(found, query)
}

// The few that come first: of these it counts too how near the words of the query stand.
async function readFirst(index, numbers, {slots}, query) {
  const kept = slots.filter(slot => !slot.optional)
  if (kept.length < 2) return read(index, numbers, query)
  const [found, texts] = await Promise.all(
    [read(index, numbers), index.items("texts", index.texts, numbers.map(({record}) => record))])
  const nearness = nearnessOf(index, kept)
  found.forEach((item, i) => { item.score *= 1 + NEAR * nearness([item.title, texts[i]]) })
  return byTitle(found, query)
}

async function withPhrases(index, found, phrases) {
  const texts = await index.items("texts", index.texts, found.map(({record}) => record))
  return found.filter((item, i) => {
    const all = [item.title, ...item.authors, item.line, item.page, texts[i]].map(plain)
    return phrases.every(phrase => all.some(text => text.includes(phrase)))
  })
}

// The results as the theme groups them: by page, the best first.
function answer(index, found, asked, query) {
  const pages = new Map(), words = lookedFor(asked.slots)
  let least = Infinity
  for (const item of found) {
    item.score = least = Math.min(least, item.score) // Enter follows the highest score
    const [first, ...page] = shown(index, item, asked.slots, words)
    const address = first.location.split("#")[0]
    const group = pages.get(address)
    if (!group) pages.set(address, [first, ...page])
    else if (first.location === address) group.splice(-1, 1, first)
    else group.splice(group.findIndex(({location}) => location === address), 0, first)
  }
  return {items: [...pages.values()], suggest: suggested(found, asked, query)}
}

self.readingListSearch = (source, words) => {
  const index = new Index(source, words)
  // `wish` is there once a reader uses filters: what is chosen, and whether to name all values.
  return async (query, isLatest, tell, wish) => {
    const asked = parsed(query, index.stop)
    index.loaded.clear()
    await match(index, asked)
    if (!isLatest()) return undefined
    const {slots, phrases} = asked
    const wanted = slots.filter(slot => !slot.optional || slot.typed)
    if (phrases.length) {
      const all = await read(index, ranked(index, wanted, true, CANDIDATES), query)
      const found = await withPhrases(index, all, phrases)
      if (wish) return narrowedAnswer(index, found, asked, query, wish)
      return {...answer(index, found.slice(0, BEST), asked, query), matches: found.length}
    }
    const numbers = ranked(index, wanted, false, wish ? Infinity : BEST)
    const isWhole = wholeOf(index)
    if (wish) {
      const whole = numbers.filter(({record}) => isWhole(record))
      return narrowedAnswer(index, whole, asked, query, wish, numbers)
    }
    const matches = countWhere(index.records, isWhole)
    const first = await readFirst(index, numbers.slice(0, FIRST), asked, query)
    const rest = numbers.slice(FIRST)
    if (!index.holds("records", index.shown, rest.map(({record}) => record)))
      tell({...answer(index, first, asked, query), matches})
    return {...answer(index, [...first, ...await read(index, rest, query)], asked, query), matches}
  }
}

function countWhere(size, test) {
  let count = 0
  for (let i = 0; i < size; i++) count += test(i)
  return count
}

// `all` has besides the matches what lacks a word of the query; it is shown where nothing is chosen.
async function narrowedAnswer(index, matches, asked, query, {params, groups}, all = matches) {
  const {kept, ordered, counts, facets} = await narrowed(index, matches, params, query)
  const best = kept === matches ? all : kept
  const found = ordered ? await read(index, best.slice(0, BEST))
    : [...await readFirst(index, best.slice(0, FIRST), asked, query),
       ...await read(index, best.slice(FIRST, BEST), query)]
  const said = {...answer(index, found, asked, query), matches: kept.length, counts}
  if (groups) said.groups = facets.groups.map(({name, values}) =>
    ({name, values: values.map(({id, label}) => ({id, label}))}))
  return said
}
