// Asks the search of an index folder without a browser: reads {folder, queries, cold} as JSON from standard
// input, prints for each query the addresses of the results, milliseconds, and the files that were read.
import {readFileSync, writeSync} from "node:fs"
import {gzipSync} from "node:zlib"

globalThis.self ??= globalThis
const words = (key, ...values) => [key, ...values].join(" ")
words.number = String
words.language = "en"
self.readingListWords = words

const {folder, queries, cold} = JSON.parse(readFileSync(0, "utf-8"))
const texts = new Map(), sizes = new Map()
const textOf = name => {
  if (!texts.has(name)) texts.set(name, readFileSync(`${folder}/${name}.js`, "utf-8"))
  return texts.get(name)
}
const sizeOf = name => {
  if (!sizes.has(name)) sizes.set(name, gzipSync(textOf(name), {level: 9}).length)
  return sizes.get(name)
}
let files = new Set()
const read = async name => {
  files.add(name)
  const text = textOf(name)
  const [, version, value] = JSON.parse(`[${text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))}]`)
  return {version, value}
}
new Function(textOf("engine"))()
const start = async () => self.readingListSearch(read, await read("words"))

let search = await start()
const answers = []
for (const query of queries) {
  if (cold) {
    files = new Set(["engine"])
    search = await start()
  }
  const before = performance.now()
  const {items} = await search(query, () => true, async () => {})
  const took = performance.now() - before
  const loaded = cold ? [...files] : []
  answers.push({found: items.map(group => group[0].location.split("#")[0]), took,
                requests: loaded.length, bytes: loaded.reduce((sum, name) => sum + sizeOf(name), 0)})
}
writeSync(1, JSON.stringify(answers))
