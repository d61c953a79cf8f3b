// The data files of the list, see generator/site/views/paper_list.py. A short list has one file; of a
// long list, each part has a file, which is loaded when it is needed.

import {load} from "./shared.js"

class Data {
  constructor({papers, version, rows_per_file}) {
    this.version = version
    this.isLong = rows_per_file > 0
    this.rowsPerFile = rows_per_file || Math.max(1, papers)
    this.promises = new Map() // by name of the part
  }

  part(name) {
    if (!this.promises.has(name)) {
      const reading = this.isLong ? this.read(name) : this.whole().then(parts => parts[name])
      reading.catch(() => this.promises.delete(name))
      this.promises.set(name, reading)
    }
    return this.promises.get(name)
  }

  whole() {
    this.wholePromise ??= this.read("list").catch(error => {
      this.wholePromise = undefined
      throw error
    })
    return this.wholePromise
  }

  // A browser may have kept a file of an earlier build, in which papers have other places.
  async read(name) {
    for (const url of [`${name}.js`, `${name}.js?${this.version}`]) {
      const found = await load(url)
      if (found.name === name && found.version === this.version) return found.value
    }
    throw new Error(`${name}.js is of another version of the site`)
  }
}

export {Data}
