// What spellings of one word share. generator/site/search/folding.py does the same with what is
// indexed; tests/data/corpus/folding.json holds both sides together.

const LETTERS = {"ß": "ss", "ς": "σ", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d",
                 "ł": "l", "ı": "i", "þ": "th"}
const ALONE = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff" // each sign a word
const PART = `(?:(?![${ALONE}])[\\p{L}\\p{N}])+[+#]*`
const WORD = new RegExp(`[${ALONE}]|${PART}(?:[-\\u2010\\u2012\\u2013_]${PART})*`, "gu")
const HYPHEN = /[-\u2010\u2012\u2013_]/

function foldSpelling(text) {
  return text.normalize("NFKD").toLowerCase()
    .replace(/[ßςøæœđðłıþ]/g, letter => LETTERS[letter])
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/['\u2019\u02bc^{}$\\]/g, "")
    .replace(/(\d)[.,](?=\d)/g, "$1")
}

// The words of a text, each with its forms: of a word with hyphens the one without, then its parts.
function wordsOf(text) {
  return (foldSpelling(text).match(WORD) || []).map(word => {
    const parts = word.split(HYPHEN)
    return parts.length > 1 ? [singular(parts.join("")), ...parts.map(singular)] : [singular(word)]
  })
}

// The words of a text as written, between single spaces: in this a phrase is looked for.
function spaceWords(text) {
  const found = foldSpelling(text).match(WORD) || []
  return ` ${found.flatMap(word => word.split(HYPHEN)).join(" ")} `
}

// A word without an English plural ending, by the rules of generator/text/english.py.
const PLURAL_IN_US = /(?:[cgnt]pus|menus|apis)$/
const INVARIABLE =
  /(?:ss|is|us|ias|news|lens|atlas|canvas|pandas|chaos|cosmos|ethos|species|(?:^|[^ir])series)$/
const IE = /(?:movies|cookies|calories|zombies|^.ies)$/
const CHE = /(?:caches|niches|psyches|avalanches)$/
const ES = /(?:ss|sh|ch|x|zz|ias)es$/

function singular(word) {
  if (!word.endsWith("s") || (INVARIABLE.test(word) && !PLURAL_IN_US.test(word))) return word
  let made = word.slice(0, ES.test(word) && !CHE.test(word) ? -2 : -1)
  if (word.endsWith("ies") && !IE.test(word)) made = word.slice(0, -3) + "y"
  return made.length >= 3 ? made : word
}

export {foldSpelling, singular, spaceWords, wordsOf}
