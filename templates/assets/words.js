// What the scripts say, in the site's language: words("show_more"), words("papers", 5),
// words("select_paper", { title }). Numbers among the values are written as the language does.
//
// When the site is built, the texts that scripts ask for are added at the end of this file.
self.readingListWords ??= (() => {
  const texts = {}
  let plurals, numbers

  /** @type {any} */
  const words = (key, ...given) => {
    const count = typeof given[0] === "number" ? given.shift() : undefined
    const values = { n: count, ...given[0] }
    const text = texts[key]
    const form = typeof text === "object" ? text[plurals.select(count)] ?? text.other : text
    return form.replace(/\{([a-z_]+)\}/g, (_, name) =>
      typeof values[name] === "number" ? words.number(values[name]) : values[name])
  }

  words.number = number => numbers.format(number)

  words.learn = (language, found) => {
    words.language = language
    plurals = new Intl.PluralRules(language)
    numbers = new Intl.NumberFormat(`${language}-u-nu-latn`) // the digits of the pages
    Object.assign(texts, found)
  }
  return words
})()
