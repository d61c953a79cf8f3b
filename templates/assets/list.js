// On the page of all papers: loads its filters, and those parts that the search has too.
(() => {
  const folder = new URL(".", document.currentScript.src).href
  const loaded = new Map()

  const load = name => {
    if (!loaded.has(name)) loaded.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = `${folder}${name}.js`
      script.onload = resolve
      script.onerror = reject
      document.head.append(script)
    }))
    return loaded.get(name)
  }

  const start = async () => {
    const place = document.querySelector(".rl-tools:empty")
    if (!place) return
    try {
      await load("facets")
      await load("papers")
      await self.readingListPapers()
    } catch {
      place.remove() // then there is the list alone
    }
  }

  // The theme may swap pages without loading them; it tells so here.
  window.document$ ? document$.subscribe(start) : start()
})()
