// Loads a script: a part of this site, or data, which are scripts too, since pages opened as files
// may read nothing else. What a script of data leaves behind is what the caller gets.
const load = address => new Promise((resolve, reject) => {
  const script = document.createElement("script")
  script.src = address
  script.onload = () => { script.remove(); resolve(self.readingListGiven) }
  script.onerror = () => { script.remove(); reject(new Error(`${address} cannot be loaded`)) }
  document.head.append(script)
})

self.readingListLoad = load // other scripts of the site use it too

export {load}
