// The texts of the scripts, in the site's language: words("show_more"), words("papers", 5),
// words("select_paper", { title }). Numbers among the values are formatted for the language.
//
// A build appends the texts that scripts use to this file.
self.readingListWords ??= (() => {
  const texts = {}
  let plurals, numbers

  /** @type {any} */
  const words = (key, ...args) => {
    const count = typeof args[0] === "number" ? args.shift() : undefined
    const values = { n: count, ...args[0] }
    const text = texts[key]
    const form = typeof text === "object" ? text[plurals.select(count)] ?? text.other : text
    return form.replace(/\{([a-z_]+)\}/g, (_, name) =>
      typeof values[name] === "number" ? words.number(values[name]) : values[name])
  }

  words.number = number => numbers.format(number)

  words.learn = (language, newTexts) => {
    words.language = language
    plurals = new Intl.PluralRules(language)
    numbers = new Intl.NumberFormat(`${language}-u-nu-latn`) // the digits of the pages
    Object.assign(texts, newTexts)
  }
  return words
})()
