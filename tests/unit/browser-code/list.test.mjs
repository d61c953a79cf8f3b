// The data of the list of papers: what a filter loads, and what it finds meanwhile.
import assert from "node:assert/strict"
import {test} from "node:test"

import "./globals.mjs"

const at = name => import(new URL(`../../../templates/assets/${name}.js`, import.meta.url))
const marked = new Map()
let files, loaded
self.readingListLoad = async url => {
  loaded.push(url)
  if (!(url in files)) throw new Error(url)
  return files[url]
}
self.readingListMarks = {KINDS: ["read"], all: () => marked, of: id => marked.get(id) ?? []}
await at("facets/panel")
const {Data} = await at("papers/data")
const {Rows} = await at("papers/rows")

const VERSION = "v1"
const COLUMNS = ["title", "authors", "topics", "tags", "venue", "byline"]
const PARTS = {
  facets: {lists: {topic: "AB", tag: "AA", year: "", organization: "C", status: "", code: ""},
           added: "ACBA", comments: "AABC"}, // topic a: 0, 2; tag x: 0, 1; organization Org: 2
  ids: ["p0", "p1", "p2", "p3"],
  keys: ["k0", "k1", "k2", "k3"],
  "rows-0": {title: ["Zeta", "Über"], authors: [["A", "B", "C", "D"], ["\u00c9mile"]], topics: [[0], 0], tags: [[0], [0, "rare"]],
             venue: ["V", 0]},
  "rows-1": {title: ["alpha", "Beta"], byline: ["A and others", 0], topics: [[0], 0]},
}
const options = rows_per_file => ({papers: 4, version: VERSION, ending: ".html", direction: "ltr", rows_per_file,
  topics: [{id: "a", name: "Topic A", count: 2}], tags: [{name: "x", count: 2}], years: [], statuses: [],
  organizations: [{name: "Org", count: 1}], code: 0})

async function readRows(rowsPerFile = 2, changed = {}) {
  const whole = Object.fromEntries(COLUMNS.map(name =>
    [name, ["rows-0", "rows-1"].flatMap(part => PARTS[part][name] ?? [0, 0])]))
  const parts = rowsPerFile ? PARTS : {list: {...PARTS, "rows-0": whole}}
  files = Object.fromEntries(Object.entries(parts).map(([name, value]) =>
    [`${name}.js`, {name, version: VERSION, value}]))
  Object.assign(files, changed)
  loaded = []
  const given = options(rowsPerFile)
  return Rows.read(new Data(given), given)
}

// The places that match, and how many papers had been read at each step before.
async function filter(rows, text) {
  const params = new URLSearchParams(text), steps = []
  for await (const read of rows.load(params)) steps.push(read)
  return {places: rows.filter(params).matches, steps}
}

test("a facet of a long list needs one file, and its cards only those that have them", async () => {
  const rows = await readRows()
  assert.deepEqual((await filter(rows, "topic=a")).places, [0, 2])
  assert.deepEqual((await filter(rows, "topic=a&sort=added")).places, [2, 0])
  assert.deepEqual((await filter(rows, "sort=comments")).places, [3, 2, 0, 1])
  assert.deepEqual(loaded, ["facets.js"])
  const [row] = await rows.rowsAt([2])
  assert.deepEqual(loaded, ["facets.js", "rows-1.js", "ids.js"])
  assert.deepEqual([row.id, row.url, row.title, row.line, row.topics, row.organization],
    ["p2", "p2.html", "alpha", "A and others", ["a"], "Org"])
})

test("words are found in all papers, whatever field has them", async () => {
  const rows = await readRows()
  assert.deepEqual(await filter(rows, "text=emile+UBER"), {places: [1], steps: [0]})
  assert.deepEqual((await filter(rows, "text=topic+org")).places, [2])
  assert.deepEqual((await filter(rows, "text=rare")).places, [1])
  assert.equal(rows.all[0].line, 'names_more 2 {"names":"AcommaB"}\u00a0\u00b7 V')
})

test("titles are sorted as the language sorts them, once all are loaded", async () => {
  const rows = await readRows()
  assert.deepEqual(rows.filter(new URLSearchParams("sort=title")).matches, [0, 1, 2, 3])
  assert.deepEqual((await filter(rows, "sort=title")).places, [2, 3, 1, 0])
})

test("a tag that no filter offers is found in the rows", async () => {
  const rows = await readRows()
  assert.deepEqual((await filter(rows, "tag=rare")).places, [1])
  assert.deepEqual(rows.group("tag").values.map(({id, records}) => [id, [...records]]), [["x", [0, 1]], ["rare", [1]]])
})

test("ids and marks need the ids only", async () => {
  assert.deepEqual((await filter(await readRows(), "ids=p3,p1,gone")).places, [1, 3])
  marked.set("p2", ["read"])
  assert.deepEqual((await filter(await readRows(), "mark=read")).places, [2])
  marked.clear()
  assert.deepEqual(loaded, ["facets.js", "ids.js"])
})

test("a short list is one file, and finds the same", async () => {
  for (const text of ["topic=a", "text=emile", "sort=title", "tag=rare", "ids=p3,p1"]) {
    const {places} = await filter(await readRows(), text)
    assert.deepEqual((await filter(await readRows(0), text)).places, places, text)
    assert.deepEqual(loaded, ["list.js"])
  }
})

test("a file of another build is loaded again, and refused if it does not change", async () => {
  const old = {name: "facets", version: "v0", value: {}}
  const fresh = {name: "facets", version: VERSION, value: PARTS.facets}
  await readRows(2, {"facets.js": old, "facets.js?v1": fresh})
  assert.deepEqual(loaded, ["facets.js", "facets.js?v1"])
  await assert.rejects(readRows(2, {"facets.js": old, "facets.js?v1": old}))
})

test("a file that failed is asked for again", async () => {
  const rows = await readRows(2, {"rows-1.js": {name: "rows-1", version: "v0"}})
  await assert.rejects(filter(rows, "text=beta"))
  files["rows-1.js"] = {name: "rows-1", version: VERSION, value: PARTS["rows-1"]}
  assert.deepEqual((await filter(rows, "text=beta")).places, [3])
})

test("a download is named after the site and what was chosen", async () => {
  const {downloadStem} = await at("papers/downloads")
  assert.equal(downloadStem("Our List!", []), "our-list-papers")
  assert.equal(downloadStem("Our List", ["mixture of", "-moe", "2024"]), "our-list-papers-mixture-of-not-moe-2024")
  assert.equal(downloadStem("", ["\u8bba\u6587", "../x\n"]), "papers-\u8bba\u6587-x")
  assert.equal([...downloadStem("a", ["b".repeat(99)])].length, 80)
})
