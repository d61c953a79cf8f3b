// On the page of all papers: loads its filters, and those parts that the search has too.
(() => {
  const folder = new URL(".", document.currentScript.src).href
  const load = name => self.readingListLoad(`${folder}${name}.js`)
  let parts

  const start = async () => {
    const place = document.querySelector(".rl-tools:empty")
    if (!place) return
    try {
      await (parts ??= load("facets").then(() => load("papers")))
      await self.readingListPapers()
    } catch {
      place.remove() // then there is the list alone
    }
  }

  // The theme may swap pages without loading them; it tells so here.
  window.document$ ? document$.subscribe(start) : start()
})()
