// A paper as a card of the list.

import {element, words} from "./shared.js"

const newCard = (row, names, statuses) => {
  const topics = row.topics.map(id => names.get(id)).filter(Boolean).flatMap((topic, place) =>
    [place ? " " : "", element("a", { href: topic.url, textContent: topic.name, className: `rl-hue-${topic.hue}` })])
  const badge = (textContent, modifier = "") => textContent
    ? [element("span", { className: `rl-badge${modifier}`, textContent }), " "] : []
  const said = [...badge(row.recommended && words("editors_pick")),
    ...badge(row.status && words("editors_status", { status: statuses.get(row.status) }))]
  const languageAttributes = row.language ? { lang: row.language, dir: "auto" } : {}
  const { day: textContent, published: dateTime } = row
  const date = textContent ? element("time", { className: "rl-date", dateTime, textContent })
    : element("span", { className: "rl-date", textContent: words("undated") })
  return element("li", {}, date, " ",
    element("a", { className: "rl-title", href: row.url, textContent: row.title, ...languageAttributes }),
    " ", ...badge(row.publication_status, " rl-badge--alert"),
    ...(said.length || row.line ? [element("br"), element("span", { className: "rl-meta" }, ...said, row.line)] : []),
    ...(row.takeaway ? [element("br"), element("span", { className: "rl-takeaway", textContent: row.takeaway })] : []),
    ...(topics.length ? [element("br"), element("span", { className: "rl-topics" }, ...topics)] : []))
}

export {newCard}
