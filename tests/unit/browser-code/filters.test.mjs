// What filters and marks decide without a page: what an address says, what fits, what is stored.
import assert from "node:assert/strict"
import {test} from "node:test"

import "./globals.mjs"

const at = name => import(new URL(`../../../templates/assets/${name}.js`, import.meta.url))
const {EXCLUDED, INCLUDED, choicesOf, pickParams, withChoice, withValue, yearRange} = await at("facets/choosing")
const {Facets} = await at("facets/counting")
const {mergeKinds, normalizeKinds, parseMarks} = await at("marks-data")
const {mergeEntries, normalizeEntry, parseNotebook} = await at("notebook-data")
const {formatMarkdown} = await at("marks-export")

const params = text => new URLSearchParams(text)

test("an address says what is chosen and what is excluded", () => {
  assert.deepEqual([...choicesOf(params("topic=moe&topic=-theory&topic=%2B-x&tag=a&topic="), "topic")],
    [["moe", INCLUDED], ["theory", EXCLUDED], ["-x", INCLUDED]])
})

test("a choice goes into the address and comes back", () => {
  for (const [value, choice] of [["moe", INCLUDED], ["moe", EXCLUDED], ["-x", INCLUDED], ["+x", EXCLUDED]]) {
    const changed = withChoice(params("tag=a"), "topic", value, choice)
    assert.deepEqual([...choicesOf(changed, "topic")], [[value, choice]])
    assert.equal(String(withChoice(changed, "topic", value, 0)), "tag=a")
  }
})

test("plain values are set, taken away and picked out", () => {
  assert.equal(String(withValue(params("a=1"), "sort", "added")), "a=1&sort=added")
  assert.equal(String(withValue(params("a=1&sort=added"), "sort", "")), "a=1")
  assert.equal(String(pickParams(params("a=1&b=2&a=&c=3"), ["a", "c"])), "a=1&c=3")
})

test("a range of years may have one end, and its ends in any order", () => {
  assert.deepEqual(yearRange(params("from=2020&to=2022")), [2020, 2022])
  assert.deepEqual(yearRange(params("from=2022&to=2020")), [2020, 2022])
  assert.deepEqual(yearRange(params("from=2022")), [2022, Infinity])
  assert.deepEqual(yearRange(params("from=x")), [0, Infinity])
})

test("values of one facet widen, facets narrow, and counts say what each would leave", () => {
  const facets = new Facets([
    {name: "topic", values: [{id: "a", records: [0, 1]}, {id: "b", records: [2]}]},
    {name: "year", values: [{id: "2020", records: [0, 2]}, {id: "2021", records: [1]}]},
  ], 3)
  const fitting = text => {
    facets.choose(params(text))
    return [0, 1, 2].filter(record => facets.matches(record))
  }
  assert.deepEqual(fitting(""), [0, 1, 2])
  assert.deepEqual(fitting("topic=a&topic=b"), [0, 1, 2])
  assert.deepEqual(fitting("topic=a&year=2020"), [0])
  assert.deepEqual(fitting("topic=-a"), [2])
  assert.deepEqual(fitting("from=2021"), [1])
  facets.choose(params("topic=a"))
  assert.deepEqual([...facets.counts([1, 1, 1])], [2, 1, 1, 1])
})

test("who has read a paper no longer wants to", () => {
  assert.deepEqual(normalizeKinds(["star", "read", "to-read", "star"]), ["read", "star"])
  assert.deepEqual(mergeKinds(["to-read"], ["star"]), ["to-read", "star"])
})

test("stored marks that are none are passed over", () => {
  const stored = {papers: {gpipe: ["read", "other"], "../x": ["read"], lora: "read", none: []}}
  assert.deepEqual([...parseMarks(JSON.stringify(stored))], [["gpipe", ["read"]]])
  assert.deepEqual([...parseMarks("null")], [])
})

test("a note and lists that are none are passed over", () => {
  const stored = {papers: {gpipe: {note: " Read \r\nagain ", lists: ["b", " a  c", "", 1, "b"]}, "../x": {note: "a"},
    lora: {note: 1, lists: "a"}, none: null}}
  assert.deepEqual([...parseNotebook(JSON.stringify(stored))], [["gpipe", {note: "Read \nagain", lists: ["a c", "b"]}]])
  assert.deepEqual([...parseNotebook("null")], [])
  assert.equal(normalizeEntry({note: "x".repeat(9_000), lists: []}).note.length, 5_000)
})

test("two devices that exchange notes have the same afterwards, in any order", () => {
  const one = {note: "Mine.", lists: ["a"]}, two = {note: "Other.", lists: ["b", "a"]}
  const both = {note: "Mine.\n\nOther.", lists: ["a", "b"]}
  assert.deepEqual(mergeEntries(one, two), both)
  assert.deepEqual(mergeEntries(two, one), both)
  assert.deepEqual(mergeEntries(both, two), both)
  assert.deepEqual(mergeEntries(undefined, one), one)
  assert.equal(mergeEntries(undefined, undefined), undefined)
})

test("exported Markdown shows titles and notes as they are written", () => {
  const papers = [{title: "A *b* [c](d)", line: "", address: "https://a.example/b", note: "1. <b>\n\n- x"}]
  assert.equal(formatMarkdown("Site", [{heading: "#1", papers}]), [
    "# Site", "", "## \\#1", "", "- [A \\*b\\* \\[c\\](d)](<https://a.example/b>)",
    "  > 1\\. \\<b\\>", "  >", "  > \\- x", ""].join("\n"))
})
