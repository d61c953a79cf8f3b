// A paper as it stands in the list.
const card = (row, names, statuses) => {
  const topics = row.topics.map(id => names.get(id)).filter(Boolean).flatMap((topic, place) =>
    [place ? " · " : "", made("a", { href: topic.url, textContent: topic.name })])
  const badge = (textContent, quiet) => textContent
    ? [" ", made("span", { className: `rl-badge${quiet}`, textContent })] : []
  const tongue = row.language ? { lang: row.language, dir: "auto" } : {}
  const { day: textContent, published: dateTime } = row
  const date = textContent ? made("time", { dateTime, textContent }) : words("undated")
  return made("li", {},
    made("a", { className: "rl-title", href: row.url, textContent: row.title, ...tongue }),
    ...badge(row.publication_status, ""),
    ...badge(row.recommended && words("editors_pick"), ""),
    ...badge(row.status && words("editors_status", { status: statuses.get(row.status) }),
      " rl-badge--quiet"), made("br"),
    made("span", { className: "rl-meta" }, date, row.line ? ` · ${row.line}` : ""),
    ...(topics.length ? [made("br"), made("span", { className: "rl-topics" }, ...topics)] : []))
}
