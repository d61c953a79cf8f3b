// What the search decides without a page: spelling, mistyped words, order, what is written in the index.
import assert from "node:assert/strict"
import {readFileSync} from "node:fs"
import {test} from "node:test"

import "./globals.mjs"

const at = name => import(new URL(`../../../templates/assets/search/${name}.js`, import.meta.url))
const {foldSpelling, singular, spaceWords, wordsOf} = await at("folding")
const {countBits, editDistance, letterBits} = await at("typos")
const {SIGN_VALUES, decodeDeltas, decodeNumbers, decodePostings, decodeWords} = await at("decoding")
const {has, lowerBound, startingWith} = await at("lookup")
const {identifierOf, parseQuery} = await at("query")
const {completions, stemOf, variants} = await at("variants")
const {parseThesaurus} = await at("meaning")
const {proximityScorer} = await at("nearness")
const {arrange, bestByKind, kindOf, nameTest} = await at("kinds")
const {nextOption} = await at("combobox")
const {splitAtWords} = await at("reached")
const {suggestSpelling} = await at("spelling")
const {Index} = await at("reading")
const {hasCompleteMatch} = await at("narrowing")
const {rankByTitle, rankRecords} = await at("ranking")
const {addMeaning, cosine, decodeVector, readQuestionVector} = await at("vectors")

const folding = JSON.parse(readFileSync(new URL("../../data/corpus/folding.json", import.meta.url), "utf-8"))

test("words are folded as the index folds them", () => {
  for (const [text, words] of Object.entries(folding.words)) assert.deepEqual(wordsOf(text), words, text)
  for (const [text, plain] of Object.entries(folding.plain)) assert.equal(spaceWords(text), plain, text)
  assert.equal(foldSpelling("Straße"), "strasse")
  assert.equal(singular("queries"), "query")
})

test("the edit distance counts letters added, left out, changed and swapped", () => {
  for (const [typed, word, distance] of [
    ["pipeline", "pipeline", 0], ["pipline", "pipeline", 1], ["pipelinee", "pipeline", 1],
    ["pipaline", "pipeline", 1], ["pipeilne", "pipeline", 1], ["pipelein", "pipeline", 2],
    ["piplin", "pipeline", 2],
  ]) assert.equal(editDistance(typed, word, 2, false), distance, `${typed} ${word}`)
  assert.ok(editDistance("pipe", "pipeline", 2, false) > 2)
  assert.ok(editDistance("x".repeat(70), "x".repeat(70), 2, false) > 2) // nobody's typo
})

test("of an unfinished word only the beginning of the other counts", () => {
  assert.equal(editDistance("pipel", "pipeline", 2, true), 0)
  assert.equal(editDistance("pipal", "pipeline", 2, true), 1)
})

test("letters as bits tell how many one word has that another lacks", () => {
  assert.equal(countBits(letterBits("pipeline") & ~letterBits("pipelines")), 0)
  assert.equal(countBits(letterBits("quick") & ~letterBits("pipeline")), 4) // q u c k
})

test("a query is taken apart into words, joins and phrases", () => {
  const stop = new Set(["of", "the"])
  const {slots, joins, phrases} = parseQuery('state of "pre training" multi-head', stop)
  assert.deepEqual(slots.map(({word}) => word), ["state", "of", "pre", "training", "multi", "head"])
  assert.deepEqual(slots.map(({optional}) => optional), [false, true, false, false, false, false])
  assert.deepEqual(phrases, [" pre training "])
  assert.ok(joins.some(({word}) => word === "multihead"))
  assert.equal(slots.at(-1).typed, true)
  assert.equal(parseQuery("gpipe ", stop).slots.at(-1).typed, undefined)
  assert.ok(parseQuery("of the", stop).slots.every(({optional}) => !optional))
})

test("addresses and versions of arXiv are left out of a query", () => {
  const words = text => parseQuery(text, new Set()).slots.map(({word}) => word)
  assert.deepEqual(words("arXiv:1811.06965v2"), words("1811.06965"))
  for (const address of ["https://arxiv.org/abs/1811.06965", "arxiv.org/pdf/1811.06965v3",
    "10.48550/arXiv.1811.06965", "https://doi.org/10.48550/arXiv.1811.06965", "export.arxiv.org/abs/1811.06965"])
    assert.deepEqual(words(address), words("1811.06965"), address)
  for (const address of ["doi:10.1145/3341301.3359646", "https://dx.doi.org/10.1145/3341301.3359646",
    "doi.org/10.1145/3341301.3359646"])
    assert.deepEqual(words(address), words("10.1145/3341301.3359646"), address)
})

test("a query that is one identifier is that identifier, in any dress", () => {
  for (const query of ["2512.03916", "arXiv:2512.03916", "arxiv.org/abs/2512.03916", "arXiv: 2512.03916v1",
    "https://arxiv.org/pdf/2512.03916v2", "https://arxiv.org/pdf/2512.03916v2.pdf", "10.48550/arXiv.2512.03916",
    "https://doi.org/10.48550/ARXIV.2512.03916", "  DOI:10.48550/arXiv.2512.03916 ",
    "huggingface.co/papers/2512.03916", "https://www.alphaxiv.org/abs/2512.03916v1", "https://arxiv.org/abs/2512.03916?context=cs",
    "arXiv:2512.03916v1 [cs.LG]", "2512.03916."])
    assert.equal(identifierOf(query), "2512.03916", query)
  for (const query of ["10.1145/3341301.3359646", "doi:10.1145/3341301.3359646", "DOI: 10.1145/3341301.3359646",
    "https://doi.org/10.1145/3341301.3359646", "HTTPS://DX.DOI.ORG/10.1145/3341301.3359646",
    "https://doi.org/10.1145%2F3341301.3359646", "https://dl.acm.org/doi/10.1145/3341301.3359646",
    "https://dl.acm.org/doi/abs/10.1145/3341301.3359646", "dl.acm.org/doi/10.1145/3341301.3359646?download=true",
    "doi:10.1145/3341301.3359646."])
    assert.equal(identifierOf(query), "10.1145/3341301.3359646", query)
  assert.equal(identifierOf("arXiv:hep-th/9901001v3"), "hep-th/9901001")
  for (const query of ["", "2024", "moe 2512.03916", "gpipe", "10.1145", "and/or", "2.5 and/or 3.5?"]) assert.equal(identifierOf(query), "")
})

test("numbers of the index are read as they were written", () => {
  const sign = value => Object.keys(SIGN_VALUES).find(key => SIGN_VALUES[key] === value)
  const write = numbers => numbers.map(number => {
    let text = ""
    for (; number > 31; number >>= 5) text += sign((number & 31) | 32)
    return text + sign(number)
  }).join("")
  const numbers = [0, 1, 31, 32, 1000, 100_000]
  assert.deepEqual(decodeNumbers(write(numbers)), numbers)
  assert.deepEqual([...decodeDeltas(write([0, 0, 40]))], [0, 1, 42])
  const {records, bits} = decodePostings(`${sign(1)}${sign(16)} ${write([3, 999])}`)
  assert.deepEqual([[...records], [...bits]], [[3, 1003], [1, 16]])
  assert.deepEqual(decodeWords("AarmDour", false).words, ["arm", "armour"])
})

test("sorted words are found by bisection and by their beginnings", () => {
  const words = ["arm", "armour", "bit"]
  assert.equal(lowerBound(words, "armo"), 1)
  assert.deepEqual([has(words, "bit"), has(words, "bits")], [true, false])
  assert.deepEqual([...startingWith(words, "arm")], [0, 1])
})

test("frequent words come first among those that one typed word may stand for", () => {
  const index = {knownWords: ["quantization", "quantize", "quantized", "quantum"], frequencies: [3, 1, 2, 5]}
  assert.equal(stemOf("quantization"), "quant")
  assert.deepEqual(variants(index, "quantizing").map(([word]) => word), ["quantization", "quantized", "quantize"])
  assert.deepEqual(completions(index, "quantu", 1).map(([word]) => word), ["quantum"])
})

test("everyday words are found by their stems", () => {
  for (const [entries, found] of [
    ["", []], // a list without any of its words
    ["throw away:drop,let go", [["throw away", [["drop"], ["let", "go"]]]]],
    ["goal:aim|steal:take|steer:guide", [["goal", [["aim"]]], ["steal", [["take"]]], ["steer", [["guide"]]]]],
    ["adapt:tune|adapter:lora", [["adapt", [["tune"], ["lora"]]]]], // one stem, and all it says
  ]) assert.deepEqual([...parseThesaurus({entries})], found)
})

test("words side by side are nearer than words apart", () => {
  const index = {records: 10, list: () => ({records: [1]})}
  const slot = (...words) => ({words: new Map(words.map(word => [word, 1])), conjunctions: []})
  const proximity = proximityScorer(index, [slot("tree", "treesearch"), slot("search", "treesearch")])
  for (const [text, share] of [
    ["Tree search for inference.", 1], ["A search over a tree", 0.5], ["Treesearch", 1],
    ["A tree, and many words later a search", 0], ["No such word", 0],
  ]) assert.equal(proximity([text]), share, text)
})

test("records that have every word come first, and titles that are the query", () => {
  const lists = {tree: {records: [0, 1], bits: [16, 1]}, search: {records: [1, 2], bits: [1, 16]}}
  const index = {records: 3, lengths: "CCC", list: word => lists[word]}
  const slots = ["tree", "search"].map(word => ({word, words: new Map([[word, 1]]), conjunctions: []}))
  const ranked = rankRecords(index, slots, false, 10)
  assert.deepEqual(ranked[0].record, 1)
  assert.deepEqual(rankRecords(index, slots, true, 10).map(({record}) => record), [1])
  assert.equal(hasCompleteMatch(index), true)
  rankRecords({...index, list: word => word === "tree" && {records: [0], bits: [16]}, scratch: index.scratch}, slots, false, 10)
  assert.equal(hasCompleteMatch(index), false) // no record has both
  const found = ["Tree search in practice", "Tree Search", "On trees"].map((title, record) =>
    ({title, authors: [], record, score: 1}))
  assert.deepEqual(rankByTitle(found, "tree search").map(({record}) => record), [1, 0, 2])
})

test("of each kind the best are shown; topics and pages only if they match as a whole", () => {
  const index = {kinds: [40, 2, 1, 7]}
  assert.deepEqual([0, 39, 40, 42, 43, 49, 50].map(record => kindOf(index, record)), [0, 0, 1, 2, 3, 3, 4])
  const ranked = Array.from({length: 53}, (_, record) => ({record}))
  const groups = bestByKind(index, ranked, record => record !== 41)
  assert.deepEqual(groups.map(group => group.length), [30, 1, 1, 5, 3])
})

test("topics and people come after papers, unless the query names them or no paper has all its words", () => {
  const [paper, named, topic, tag, person] = ["A", "Mixture of experts", "B", "C", "D"].map(title => ({title}))
  const groups = [[paper], [topic, named], [tag], [person]], isNamed = item => item === named
  assert.deepEqual(arrange(groups, isNamed, true), [named, paper, topic, tag, person])
  assert.deepEqual(arrange(groups, isNamed, false), [topic, named, tag, person, paper])
})

test("a topic is named by its name, a part of it, or its acronym", () => {
  const expansions = new Map([["llm", "large language model"], ["rlhf", "human feedback"]])
  for (const [query, title, expected] of [
    ["mixture-of-experts", "Mixture of experts", true], ["MoE", "Mixture of experts", true],
    ["kv cache", "KV cache & long context", true], ["LLM", "Large language models", true],
    ["experts", "Mixture of experts", false], ["", "Mixture of experts", false], ["rlhf", "Alignment", false],
  ]) assert.equal(nameTest(query, expansions)({title}), expected, query)
})

test("a query that finds nothing gets other spellings, an identifier none", () => {
  const index = {knownWords: ["transfer", "transformer", "zebra"], frequencies: [1, 5, 1]}
  const suggest = (...words) => suggestSpelling(index, {slots: words.map(word => ({word})), identifier: ""})
  assert.deepEqual(suggest("transfomarer"), ["transformer"])
  assert.deepEqual(suggest("transfomarer", "zebra"), ["transformer zebra"])
  assert.deepEqual([suggest("qqqqqq"), suggest("251203916")], [[], []])
})

test("on a page whole words are marked, and parts of hyphenated ones", () => {
  const marked = (text, ...searched) =>
    splitAtWords(text, new Set(searched)).filter(piece => piece.word).map(({word}) => word)
  assert.deepEqual(splitAtWords("A pipeline.", new Set(["pipeline"])), ["A ", {word: "pipeline"}, "."])
  assert.deepEqual(marked("Pipelines of pipelined, pipe-lines", "pipeline"), ["Pipelines", "pipe-lines"])
  assert.deepEqual(marked("Batch-splitting, splittings", "splitting"), ["splitting", "splittings"])
  assert.deepEqual(marked("P\u00f6ppel, S^{2}FT", "poppel", "s2ft"), ["P\u00f6ppel", "S^{2}FT"])
  assert.deepEqual(marked("nothing here", "the"), [])
})

test("arrows move through the results and the field between last and first", () => {
  const options = ["first", "last"]
  for (const [active, direction, next] of [
    [null, 1, "first"], ["first", 1, "last"], ["last", 1, null], [null, -1, "last"], ["first", -1, null], ["gone", 1, "first"],
  ]) assert.equal(nextOption(options, active, direction), next)
  assert.equal(nextOption([], null, 1), null)
})

// An index of 20 papers and 3 others, whose files name themselves.
function newIndex(kinds, loaded) {
  const read = async name => { loaded.push(name); return {version: "1", value: Array.from({length: 8}, (_, i) => `${name}/${i}`)} }
  return new Index(read, {version: "1", value: {
    records: 23, kinds, sizes: [8, 2], lengths: "", starts: [], known: "", stop: "", acronyms: []}})
}

test("papers and other records are read from files of their own sizes", async () => {
  const index = newIndex([20, 2, 1], [])
  assert.deepEqual(await index.items([0, 9, 19, 20, 21, 22]), [
    "records-0/0", "records-1/1", "records-2/3", "records-3/0", "records-3/1", "records-4/0"])
})

test("what is not in memory is loaded only when the reader pauses", async () => {
  const loaded = [], index = newIndex([20, 2, 1], loaded)
  index.whenTyped = async () => { throw new Error("another query was typed") }
  await assert.rejects(index.items([0, 9]))
  assert.deepEqual(loaded, [])
  index.whenTyped = async () => {}
  await index.items([0])
  index.whenTyped = async () => { throw new Error("another query was typed") }
  assert.deepEqual(await index.items([1]), ["records-0/1"])
  assert.deepEqual(loaded, ["records-0"])
})

const vectorText = place => "g" + Array.from({length: 64}, (_, i) => i === place ? "-" : "g").join("")

test("a question points where its words point", async () => {
  const part = {words: "AidleAwaste", rows: vectorText(0) + vectorText(1)}
  const index = {vectorStarts: ["idle"], readParts: async names => names.map(() => part)}
  const slots = ["idle", "waste", "unknown", "about"].map(word => ({word}))
  const question = await readQuestionVector(index, slots)
  assert.ok(cosine(question, decodeVector(vectorText(0))) > 0.7)
  assert.equal(cosine(question, decodeVector(vectorText(5))), 0)
  assert.equal(await readQuestionVector(index, slots.slice(0, 3)), undefined, "too short for a question")
  assert.equal(await readQuestionVector({...index, vectorStarts: []}, slots), undefined, "no vectors")
})

test("papers that a question points to gain, others keep their score", () => {
  const found = [{score: 2, vector: vectorText(3)}, {score: 1, vector: vectorText(0)}, {score: 1}]
  addMeaning(found, decodeVector(vectorText(0)))
  assert.deepEqual(found.map(({score}) => score > 2), [false, true, false])
})
