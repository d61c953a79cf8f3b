// The kinds of records: papers, topics, tags, people and sections of hand-written pages, numbered in this order.

import {wordsOf} from "./folding.js"

const PAPER = 0, TOPIC = 1, TAG = 2, PERSON = 3, PAGE = 4
const MAX_SHOWN = [30, 5, 5, 5, 10] // of each kind

function kindOf({kinds}, record) {
  let kind = PAPER
  for (let end = kinds[PAPER]; kind < PAGE && record >= end; end += kinds[kind] ?? 0) kind++
  return kind
}

// The best of each kind. Only papers are shown if they lack a word of the query.
function bestByKind(index, ranked, isWhole) {
  const groups = MAX_SHOWN.map(() => [])
  for (const item of ranked) {
    const kind = kindOf(index, item.record)
    if (groups[kind].length < MAX_SHOWN[kind] && (kind === PAPER || isWhole(item.record))) groups[kind].push(item)
  }
  return groups
}

// A test whether a topic, tag or person has the query as its name or acronym: `MoE` is mixture of experts,
// whether a paper says so (`expansions`) or its words begin with these letters.
function nameTest(query, expansions) {
  const join = words => words.map(([joined]) => joined).join("")
  const asked = join(wordsOf(query)), long = expansions.get(asked)?.replaceAll(" ", "")
  return ({title}) => {
    const words = wordsOf(title), names = title.split(/[&,/()]/).map(name => join(wordsOf(name)))
    const initials = words.length > 1 && words.map(([word]) => word[0]).join("")
    return Boolean(asked) && [join(words), initials, ...names].some(name => name && (name === asked || name === long))
  }
}

// Papers, then topics, tags and people; these come first if the query names them, or no paper has all its words.
function arrange([papers, topics, tags, people], isNamed, hasWholePaper) {
  const lists = [...topics, ...tags, ...people]
  if (!hasWholePaper) return [...lists, ...papers]
  return [...lists.filter(isNamed), ...papers, ...lists.filter(item => !isNamed(item))]
}

export {PAGE, PAPER, PERSON, TAG, TOPIC, arrange, bestByKind, kindOf, nameTest}
