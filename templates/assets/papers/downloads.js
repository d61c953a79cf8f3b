// Downloads: what is listed, in its order.
const CELLS = ["key", "title", "authors", "published", "venue", "organization", "topics", "tags",
  "status", "code", "arxiv", "doi", "address"]

const csv = (rows, names) => {
  const cell = value => {
    const text = [value ?? ""].flat().join("; ")
    // A program for tables would take these for formulas.
    return `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`
  }
  const lines = rows.map(row => CELLS.map(name => cell({
    ...row, code: row.code ? "yes" : "", address: new URL(row.url, location).href,
    topics: row.topics.map(id => names.get(id)?.name ?? id),
  }[name])).join(","))
  return `\ufeff${[CELLS.join(","), ...lines].join("\r\n")}\r\n`
}

// What a file has for each paper, by id.
const given = async (rows, address) => {
  const all = await load(address)
  return rows.map(row => all[row.id])
}

const bibtex = async rows => (await given(rows, "bibtex.js")).join("\n")

const csl = async rows => `${JSON.stringify(await given(rows, "csl.js"), null, 1)}\n`

const FORMATS = {
  BibTeX: ["papers.bib", "application/x-bibtex", bibtex],
  "CSL-JSON": ["papers.csl.json", "application/json", csl],
  CSV: ["papers.csv", "text/csv", csv],
}

const save = (name, type, text) => {
  const link = made("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
