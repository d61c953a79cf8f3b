// The kinds of marks, and the marks of each paper as the browser stores them.

const KINDS = ["to-read", "read", "star"]
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

// Each kind once, in a fixed order; "read" removes "to-read".
const normalizeKinds = kinds => KINDS.filter(kind => kinds.includes(kind)
  && !(kind === "to-read" && kinds.includes("read")))
const mergeKinds = (kinds, others = []) => normalizeKinds([...kinds, ...others])

// The marks of each paper. Stored text may be damaged or from another program: skips what is invalid.
const parseMarks = text => {
  const papers = JSON.parse(text)?.papers ?? {}
  return new Map(Object.entries(papers).flatMap(([id, kinds]) =>
    ID.test(id) && Array.isArray(kinds) && normalizeKinds(kinds).length ? [[id, normalizeKinds(kinds)]] : []))
}

export {KINDS, mergeKinds, normalizeKinds, parseMarks}
