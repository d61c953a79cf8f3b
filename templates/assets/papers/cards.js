// A paper as it stands in the list.
const card = (row, names) => {
  const topics = row.topics.map(id => names.get(id)).filter(Boolean).flatMap((topic, place) =>
    [place ? " · " : "", made("a", { href: topic.url, textContent: topic.name })])
  const badge = (text, quiet) => text ? [" ", made("span", {
    className: `rl-badge${quiet}`, textContent: text })] : []
  return made("li", {}, made("a", { className: "rl-title", href: row.url, textContent: row.title }),
    ...badge(row.recommended && "Editors’ pick", ""), ...badge(row.status, " rl-badge--quiet"),
    made("br"), made("span", { className: "rl-meta", textContent: row.line }),
    ...(topics.length ? [made("br"), made("span", { className: "rl-topics" }, ...topics)] : []))
}
