// Finding a tag by a part of its name.
import assert from "node:assert/strict"
import {test} from "node:test"

import "./globals.mjs"

const {findTags, foldTag} = await import(new URL("../../../templates/assets/tags.js", import.meta.url))
const names = (tags, query) => findTags(tags, query).map(([name]) => name)

test("tags are found whatever their case, accents and separators", () => {
  assert.equal(foldTag("  Émile_KV-Cache "), "emile kv cache")
  assert.deepEqual(names([["KV cache", "kv/", 3], ["cuda", "cuda/", 2]], "kv-CACHE"), ["KV cache"])
  assert.deepEqual(names([["a", "a/", 1]], "  "), [])
})

test("a beginning comes before a later word, a word before any part, and much-used tags first", () => {
  const tags = [["precache", "1/", 9], ["kv cache", "2/", 8], ["cache", "3/", 1], ["caches", "4/", 7]]
  assert.deepEqual(names(tags, "cache"), ["caches", "cache", "kv cache", "precache"])
})
