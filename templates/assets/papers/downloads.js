// Downloads of the listed papers, in their order. Each takes their places in the list.

import {element, load} from "./shared.js"

const COLUMNS = ["key", "title", "authors", "published", "venue", "organization", "topics", "tags",
  "status", "code", "arxiv", "doi", "address"]

const formatCsv = async (places, rows, names) => {
  const keys = await rows.data.part("keys")
  const cell = value => {
    const text = [value ?? ""].flat().join("; ")
    // Spreadsheets would run these as formulas; removing one apostrophe gives back the text.
    return `"${(/^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`
  }
  const lines = (await rows.rowsAt(places)).map(row => COLUMNS.map(name => cell({
    ...row, key: keys[row.place], code: row.code ? "yes" : "", address: new URL(row.url, location.href).href,
    topics: row.topics.map(id => names.get(id)?.name ?? id),
  }[name])).join(","))
  return `\ufeff${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`
}

// The texts of papers in a file that has them by id.
const loadTexts = async (places, rows, url) => {
  const [all, ids] = [await load(url), await rows.readIds()]
  return places.map(place => all[ids[place]])
}

const joinTexts = url => async (places, rows) => (await loadTexts(places, rows, url)).join("\n")

const formatCsl = async (places, rows) => `${JSON.stringify(await loadTexts(places, rows, "csl.js"), null, 1)}\n`

const MAX_STEM_CHARACTERS = 80
const slugOf = text => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")

// The name of a file without its ending: the site, and what was chosen (`reading-list-papers-moe-2024`).
function downloadStem(site, choices) {
  const chosen = choices.map(value => value.startsWith("-") ? `not ${value}` : value)
  const stem = [site, "papers", ...chosen].map(slugOf).filter(Boolean).join("-")
  return [...stem].slice(0, MAX_STEM_CHARACTERS).join("").replace(/-$/, "")
}

// The ending of each format, its type, and what writes it.
const FORMATS = {
  BibTeX: ["bib", "application/x-bibtex", joinTexts("bibtex.js")],
  RIS: ["ris", "application/x-research-info-systems", joinTexts("ris.js")],
  "CSL-JSON": ["csl.json", "application/json", formatCsl],
  CSV: ["csv", "text/csv", formatCsv],
}

const save = (name, type, text) => {
  const link = element("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export {FORMATS, downloadStem, formatCsv, save}
