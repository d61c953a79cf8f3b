// Loads a script: code of this site, or data. Data are scripts, too, since pages opened as files can
// load nothing else. Resolves to the value that a script of data sets.
const load = url => new Promise((resolve, reject) => {
  const script = document.createElement("script")
  script.src = url
  script.onload = () => { script.remove(); resolve(self.readingListGiven) }
  script.onerror = () => { script.remove(); reject(new Error(`${url} cannot be loaded`)) }
  document.head.append(script)
})

self.readingListLoad = load // for the scripts of other bundles

export {load}
