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

const byKey = (rows, items, keyOf) => {
  const found = new Map(items.map(item => [keyOf(item), item]))
  return rows.map(row => found.get(row.key)).filter(Boolean)
}

const bibtex = async rows => {
  const entries = (await fetched("../papers.bib", "text")).split(/\n(?=@\w+\{)/)
  return byKey(rows, entries, entry => /^@\w+\{([^,]*),/.exec(entry)?.[1]).join("\n")
}

const csl = async rows =>
  `${JSON.stringify(byKey(rows, await fetched("../papers.csl.json"), item => item.id), null, 1)}\n`

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
