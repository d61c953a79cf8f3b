// The matches of a query that fit what is chosen, in the order asked for, and what could be chosen.

const ORDER = {comments: facets => (a, b) => facets.comments[b] - facets.comments[a] || a - b,
               newest: () => (a, b) => a - b} // records are numbered from the newest

// The facets of the index, read when they are first wanted. Papers are the first of its records.
async function facetsOf(index) {
  const part = await index.part("facets")
  if (Array.isArray(part.facets)) {
    const groups = part.facets.map(({name, ids, labels, lists}) => {
      const records = lists.split("|").map(numbersIn)
      return {name, values: ids.map((id, i) => ({id, label: labels[i] || id, records: records[i]}))}
    })
    part.facets = new Facets(groups, part.papers)
    part.comments = unsigned(part.comments)
  }
  return part
}

function unsigned(text) {
  const numbers = []
  let value = 0, shift = 0
  for (const sign of text) {
    const digit = VALUE[sign]
    value |= (digit & 31) << shift
    shift += 5
    if (digit < 32) {
      numbers.push(value)
      value = shift = 0
    }
  }
  return numbers
}

// Rising numbers, written by their differences.
function numbersIn(text) {
  let last = -1
  return Uint32Array.from(unsigned(text), gap => last += gap + 1)
}

// Whether a record, among those ranked last, has every word of the query; if none has, whether it
// has as much of it as any.
function wholeOf(index) {
  const {met, total} = index.scratch
  let most = 0
  for (let i = 0; i < met.length; i++) if (total[i] && met[i] > most) most = met[i]
  return record => total[record] > 0 && met[record] >= most * 0.999
}

const isChosen = params => [...params].some(([name]) => name !== "sort")

// `found` are the matches, the best first. Without filters only their order may change.
async function narrowed(index, found, wished, query) {
  const params = only(wished, NAMES)
  const {facets, papers, comments} = await facetsOf(index)
  facets.choose(params)
  const among = new Uint8Array(papers)
  const matches = query.trim() ? found : Array.from({length: papers}, (_, record) => ({record, score: 1}))
  for (const {record} of matches) if (record < papers) among[record] = 1
  const compare = ORDER[params.get("sort") || (query.trim() ? "" : "newest")]?.({comments})
  let kept = matches
  if (isChosen(params)) kept = matches.filter(({record}) => record < papers && facets.fits(record))
  else if (!query.trim()) kept = []
  if (compare)
    kept = [...kept].sort((a, b) => compare(a.record, b.record)).map(item => ({...item, score: 1}))
  return {kept, ordered: Boolean(compare), counts: facets.counts(among), facets}
}
