// Replaces the theme's search worker. It understands the theme's messages and two more: FILTERS, and
// FURTHER for results beyond the first. Before the first key it only answers that it is ready; then it
// loads the search engine.
//
// It runs in a worker, or in the page itself if local.js created a port for it.
(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3, FILTERS = 4, FURTHER = 5
  const PAUSE_MILLISECONDS = 400 // between two keys of a slow typist on a phone
  const page = self.document
  const port = /** @type {MessagePort} */ (page ? self.readingListPort : /** @type {unknown} */ (self))
  const folder = new URL(".", page ? /** @type {HTMLScriptElement} */ (page.currentScript).src : location.href).href
  let engine, latest = 0, query, filterRequest, wantsAll

  // A part of the index: a file that calls `readingListPart(name, version, value)`.
  const pendingParts = new Map()
  self.readingListPart = (name, version, value) => pendingParts.get(name)?.({version, value})

  async function fetchPart(name, version) {
    // The list of words is always revalidated; it names the version of all other parts.
    const address = `${folder}${name}.js${version ? `?v=${version}` : ""}`
    const response = await fetch(address, version ? {} : {cache: "no-cache"})
    if (!response.ok) throw new Error(`${address}: ${response.status}`)
    const text = await response.text()
    const call = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))
    const [, actualVersion, value] = JSON.parse(`[${call}]`)
    return {version: actualVersion, value}
  }

  function includePart(name) {
    return new Promise((resolve, reject) => {
      pendingParts.set(name, resolve)
      const script = document.createElement("script")
      script.src = `${folder}${name}.js`
      script.onload = () => { script.remove(); if (name === "engine") resolve(undefined) }
      script.onerror = () => reject(new Error(`${script.src} cannot be loaded`))
      document.head.append(script)
    })
  }

  const read = page ? includePart : fetchPart

  async function start() {
    const words = read("words")
    if (page) await includePart("engine")
    else importScripts(`${folder}engine.js`)
    return self.readingListSearch(read, await words)
  }

  async function answer(isLatest, whenTyped) {
    for (let attempt = 0; ; attempt++) {
      try {
        engine ||= start()
        return await (await engine)(query, isLatest, whenTyped, filterRequest, wantsAll)
      } catch (error) {
        if (!isLatest()) return undefined
        engine = undefined // the site may have changed since its list of words was loaded
        if (attempt) {
          console.warn(error)
          return {items: [[FAILED]]}
        }
      }
    }
  }

  const FAILED = {
    location: "", title: self.readingListWords("search_failed"), terms: {}, score: 0,
    text: self.readingListWords("search_failed_hint")
  }

  port.addEventListener("message", async ({data: {type, data}}) => {
    if (type === SETUP) port.postMessage({type: READY})
    if (type === QUERY) query = data
    else if (type === FILTERS) filterRequest = data && {...data, params: new URLSearchParams(data.params)}
    if (query === undefined || ![QUERY, FILTERS, FURTHER].includes(type)) return
    wantsAll = type === FURTHER
    const queryNumber = ++latest
    const isLatest = () => queryNumber === latest
    const pause = new Promise(resolve => setTimeout(resolve, type === QUERY ? PAUSE_MILLISECONDS : 0))
    const whenTyped = () => pause.then(() => { if (!isLatest()) throw new Error("another query was typed") })
    const result = query.trim() || filterRequest ? await answer(isLatest, whenTyped) : {items: []}
    if (isLatest()) port.postMessage({type: RESULT, data: result})
  })
  port.start?.() // after the listener: earlier messages would be lost
})()
