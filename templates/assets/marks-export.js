// A reader's marked papers as Markdown.

// Text as Markdown shows it literally, on one line.
const escapeMarkdown = text => text.replace(/\s+/g, " ").trim()
  .replace(/[\\`*_[\]<>&#|~$!]/g, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2").replace(/^[-+]/, "\\$&")

/**
 * The papers under their headings, each with its link and the reader's note.
 * @param {string} site the name of the site
 * @param {{heading: string, papers: {title: string, line: string, address: string, note: string}[]}[]} parts
 */
const formatMarkdown = (site, parts) => {
  const item = ({title, line, address, note}) => {
    const quoted = note ? note.split("\n").map(each => `  > ${escapeMarkdown(each)}`.trimEnd()) : []
    return [`- [${escapeMarkdown(title)}](<${address}>)${line ? ` - ${escapeMarkdown(line)}` : ""}`, ...quoted].join("\n")
  }
  const sections = parts.map(({heading, papers}) => `## ${escapeMarkdown(heading)}\n\n${papers.map(item).join("\n")}\n`)
  return [`# ${escapeMarkdown(site)}\n`, ...sections].join("\n")
}

export {escapeMarkdown, formatMarkdown}
