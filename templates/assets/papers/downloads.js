// Downloads of the listed papers, in their order.

import {element, load} from "./shared.js"

const COLUMNS = ["key", "title", "authors", "published", "venue", "organization", "topics", "tags",
  "status", "code", "arxiv", "doi", "address"]

const formatCsv = (rows, names) => {
  const cell = value => {
    const text = [value ?? ""].flat().join("; ")
    // Spreadsheets would run these as formulas; removing one apostrophe gives back the text.
    return `"${(/^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`
  }
  const lines = rows.map(row => COLUMNS.map(name => cell({
    ...row, code: row.code ? "yes" : "", address: new URL(row.url, location.href).href,
    topics: row.topics.map(id => names.get(id)?.name ?? id),
  }[name])).join(","))
  return `\ufeff${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`
}

// The texts of papers in a file that has them by id.
const loadTexts = async (rows, url) => {
  const all = await load(url)
  return rows.map(row => all[row.id])
}

const joinTexts = url => async rows => (await loadTexts(rows, url)).join("\n")

const formatCsl = async rows => `${JSON.stringify(await loadTexts(rows, "csl.js"), null, 1)}\n`

const FORMATS = {
  BibTeX: ["papers.bib", "application/x-bibtex", joinTexts("bibtex.js")],
  RIS: ["papers.ris", "application/x-research-info-systems", joinTexts("ris.js")],
  "CSL-JSON": ["papers.csl.json", "application/json", formatCsl],
  CSV: ["papers.csv", "text/csv", formatCsv],
}

const save = (name, type, text) => {
  const link = element("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export {FORMATS, formatCsv, save}
