// Stands where the theme expects its own search worker, and speaks the theme's messages, and one
// more: what is wished besides a query. All it does before the first key is to say that it is ready;
// then it loads the engine beside it.
//
// It runs in a worker, or in the page itself where local.js put a port there for it.
(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3, WISH = 4
  const page = self.document
  const port = /** @type {MessagePort} */ (page ? self.readingListPort : /** @type {unknown} */ (self))
  const folder = new URL(".", page ? /** @type {HTMLScriptElement} */ (page.currentScript).src : location.href).href
  let engine, latest = 0, query, wish

  // A part of the index: a file that calls `readingListPart(name, version, value)`.
  const waiting = new Map()
  self.readingListPart = (name, version, value) => waiting.get(name)?.({version, value})

  async function fetched(name, version) {
    // The list of words is asked for anew each time, the others by the version it names.
    const address = `${folder}${name}.js${version ? `?v=${version}` : ""}`
    const response = await fetch(address, version ? {} : {cache: "no-cache"})
    if (!response.ok) throw new Error(`${address}: ${response.status}`)
    const text = await response.text()
    const call = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))
    const [, found, value] = JSON.parse(`[${call}]`)
    return {version: found, value}
  }

  function included(name) {
    return new Promise((resolve, reject) => {
      waiting.set(name, resolve)
      const script = document.createElement("script")
      script.src = `${folder}${name}.js`
      script.onload = () => { script.remove(); if (name === "engine") resolve(undefined) }
      script.onerror = () => reject(new Error(`${script.src} cannot be loaded`))
      document.head.append(script)
    })
  }

  const read = page ? included : fetched

  async function start() {
    const words = read("words")
    if (page) await included("engine")
    else importScripts(`${folder}engine.js`)
    return self.readingListSearch(read, await words)
  }

  async function answered(isLatest, tell) {
    for (let attempt = 0; ; attempt++) {
      try {
        engine ||= start()
        return await (await engine)(query, isLatest, tell, wish)
      } catch (error) {
        engine = undefined // the site may have changed since its words were read
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
    else if (type === WISH) wish = data && {...data, params: new URLSearchParams(data.params)}
    if (query === undefined || type !== QUERY && type !== WISH) return
    const turn = ++latest
    const isLatest = () => turn === latest
    const tell = data => { if (isLatest()) port.postMessage({type: RESULT, data}) }
    tell(query.trim() || wish ? await answered(isLatest, tell) : {items: []})
  })
  port.start?.() // only now: what comes before anybody listens is lost
})()
