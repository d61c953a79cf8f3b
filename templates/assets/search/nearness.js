// How near the words of a query stand to each other in a record: side by side they mean one thing.

const NEAR = 1.5 // how much a record gains all of whose words stand side by side
const REACH = 3 // words; what is farther apart is not near

// From 0 to 1, for the words of a query two by two, the rarer ones counting more.
function nearness(index, slots, texts) {
  const closest = slots.map(() => 0) // to the word before it in the query
  for (const text of texts) {
    const last = slots.map(() => -Infinity)
    const words = wordsOf(text).flatMap(([joined, ...parts]) =>
      parts.length ? parts.map(part => [part, joined]) : [[joined]])
    words.forEach((forms, at) => slots.forEach((slot, i) => {
      if (!stands(slot, forms)) return
      last[i] = at
      if (i > 0) closest[i] = Math.max(closest[i], near(at - last[i - 1], 1))
      if (i + 1 < slots.length) closest[i + 1] = Math.max(closest[i + 1], near(at - last[i + 1], 0))
    }))
  }
  const rare = slots.map(slot => Math.min(...[...slot.words.keys()].map(word => index.list(word))
    .filter(Boolean).map(list => rarity(index, list.records.length))))
  let sum = 0, whole = 0
  for (let i = 1; i < slots.length; i++) {
    const weight = Math.min(rare[i - 1], rare[i])
    if (weight === Infinity) continue // of neither is there any
    sum += weight * closest[i]
    whole += weight
  }
  return whole ? sum / whole : 0
}

const near = (distance, next) => distance <= next ? 1 : distance <= REACH ? 0.5 : 0

const stands = (slot, forms) => forms.some(form => slot.words.has(form)
  || slot.together.some(({words}) => words[0] === form))
