// Kinds of marks, and marks by paper as a browser keeps them.

const KINDS = ["to-read", "read", "star"]
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

// One order of marks, each once; who has read a paper no longer wants to.
const normalizeKinds = kinds => KINDS.filter(kind => kinds.includes(kind)
  && !(kind === "to-read" && kinds.includes("read")))
const mergeKinds = (some, others = []) => normalizeKinds([...some, ...others])

// Marks by paper. What is stored may be damaged or another's: whatever is no mark is passed over.
const parseMarks = text => {
  const papers = JSON.parse(text)?.papers ?? {}
  return new Map(Object.entries(papers).flatMap(([id, kinds]) =>
    ID.test(id) && Array.isArray(kinds) && normalizeKinds(kinds).length ? [[id, normalizeKinds(kinds)]] : []))
}

export {KINDS, mergeKinds, normalizeKinds, parseMarks}
