// A paper as a card of the list.

import {element, words} from "./shared.js"

const newCard = (row, names, statuses) => {
  const topics = row.topics.map(id => names.get(id)).filter(Boolean).flatMap((topic, place) =>
    [place ? " · " : "", element("a", { href: topic.url, textContent: topic.name })])
  const badge = (textContent, modifier) => textContent
    ? [" ", element("span", { className: `rl-badge${modifier}`, textContent })] : []
  const languageAttributes = row.language ? { lang: row.language, dir: "auto" } : {}
  const { day: textContent, published: dateTime } = row
  const date = textContent ? element("time", { dateTime, textContent }) : words("undated")
  return element("li", {},
    element("a", { className: "rl-title", href: row.url, textContent: row.title, ...languageAttributes }),
    ...badge(row.publication_status, ""),
    ...badge(row.recommended && words("editors_pick"), ""),
    ...badge(row.status && words("editors_status", { status: statuses.get(row.status) }),
      " rl-badge--quiet"), element("br"),
    element("span", { className: "rl-meta" }, date, row.line ? ` · ${row.line}` : ""),
    ...(topics.length ? [element("br"), element("span", { className: "rl-topics" }, ...topics)] : []))
}

export {newCard}
