// What is new since a reader's last visit: what is remembered, and what is counted.
import assert from "node:assert/strict"
import {test} from "node:test"

import "./globals.mjs"

const {countNewer, nextVisits, parseVisits} = await import("../../../templates/assets/visits-data.js")

const visit = (day, newest) => ({ day, newest, shown: `on ${newest}` })
const first = visit("2026-11-01", "2026-10-30")
const second = visit("2026-11-08", "2026-11-07")

test("the first visit has nothing new", () => {
  assert.deepEqual(nextVisits(null, first), { since: first, last: first })
})

test("new is what was added after the last visit, all day long", () => {
  const next = nextVisits(nextVisits(null, first), second)
  assert.deepEqual(next, { since: first, last: second })
  const later = visit("2026-11-08", "2026-11-08")
  assert.deepEqual(nextVisits(next, later), { since: first, last: later })
  const tomorrow = visit("2026-11-09", "2026-11-08")
  assert.deepEqual(nextVisits(nextVisits(next, later), tomorrow), { since: later, last: tomorrow })
})

test("visits come back as they were stored, and damaged ones not at all", () => {
  const visits = nextVisits(nextVisits(null, first), second)
  assert.deepEqual(parseVisits(JSON.stringify(visits)), visits)
  const damaged = [null, "", "{", "1", "null", "{}", "[]", '{"since":1,"last":2}',
    JSON.stringify({ ...visits, since: { ...first, newest: "soon" } }),
    JSON.stringify({ ...visits, last: { ...second, shown: "x".repeat(50) } }),
    JSON.stringify({ since: first })]
  for (const text of damaged) assert.equal(parseVisits(text), null, text)
})

test("papers are counted by the days on which they were added", () => {
  const counts = "2026-11-07:2 2026-11-02:1 2026-10-30:5"
  assert.deepEqual(countNewer(counts, "2026-10-30"), { count: 3, areAll: false })
  assert.deepEqual(countNewer(counts, "2026-11-07"), { count: 0, areAll: false })
  assert.deepEqual(countNewer(counts, "2026-01-01"), { count: 8, areAll: true })
  assert.deepEqual(countNewer("", "2026-01-01"), { count: 0, areAll: true })
})
