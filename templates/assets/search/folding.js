// Normalizes spellings of one word. generator/site/search/folding.py does the same for the index;
// tests/data/corpus/folding.json tests both.

const LETTERS = {"ß": "ss", "ς": "σ", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d",
                 "ł": "l", "ı": "i", "þ": "th"}
// A Greek letter alone is a symbol, which readers type as its name; words in Greek stay as they are.
const GREEK = /[\u03b1-\u03c9]+/g
const GREEK_NAMES = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma"
  + " sigma tau upsilon phi chi psi omega").split(" ")
const ONE_SIGN_WORDS = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff" // kana and Chinese: each sign is a word
const WORD_PART = `(?:(?![${ONE_SIGN_WORDS}])[\\p{L}\\p{N}])+[+#]*`
const WORD = new RegExp(`[${ONE_SIGN_WORDS}]|${WORD_PART}(?:[-\\u2010\\u2012\\u2013_]${WORD_PART})*`, "gu")
const HYPHEN = /[-\u2010\u2012\u2013_]/

function foldSpelling(text) {
  return text.normalize("NFKD").toLowerCase()
    .replace(/[ßςøæœđðłıþ]/g, letter => LETTERS[letter])
    .replace(/[\u0300-\u036f]/g, "")
    .replace(GREEK, letters => letters.length === 1 ? GREEK_NAMES[letters.charCodeAt(0) - 0x3b1] : letters)
    .replace(/['\u2019\u02bc^{}$\\]/g, "")
    .replace(/(\d)[.,](?=\d)/g, "$1")
}

// The words of a text, each with its forms: a hyphenated word without hyphens, then its parts.
function wordsOf(text) {
  return (foldSpelling(text).match(WORD) || []).map(word => {
    const parts = word.split(HYPHEN)
    return parts.length > 1 ? [singular(parts.join("")), ...parts.map(singular)] : [singular(word)]
  })
}

// The words of a text as written, separated by single spaces, for the search of phrases.
function spaceWords(text) {
  const matches = foldSpelling(text).match(WORD) || []
  return ` ${matches.flatMap(word => word.split(HYPHEN)).join(" ")} `
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
  let stripped = word.slice(0, ES.test(word) && !CHE.test(word) ? -2 : -1)
  if (word.endsWith("ies") && !IE.test(word)) stripped = word.slice(0, -3) + "y"
  return stripped.length >= 3 ? stripped : word
}

export {foldSpelling, singular, spaceWords, wordsOf}
