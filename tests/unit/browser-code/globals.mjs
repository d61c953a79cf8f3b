// What browsers have and modules ask for while they are read.
globalThis.self ??= globalThis
const words = (key, ...values) => [key, ...values.map(value => JSON.stringify(value))].join(" ")
words.number = String
words.language = "en"
self.readingListWords = words
