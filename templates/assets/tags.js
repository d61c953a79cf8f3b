// The index of tags: a field that finds a tag by any part of its name. The tags are those of the
// cloud, or of a long list those of a file, which is loaded when the field is used.

import {element} from "./dom.js"
import {load} from "./loading.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const MAX_TAGS_SHOWN = 60

// A name in lower case, without accents and with single spaces in place of other separators.
const foldTag = name => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/[\s_-]+/gu, " ").trim()

/**
 * The tags whose names have the query: as the beginning, at the beginning of a word, anywhere. Each
 * kind is in the order of the numbers of papers.
 * @param {[name: string, url: string, count: number][]} tags
 * @param {string} query
 */
const findTags = (tags, query) => {
  const wanted = foldTag(query)
  if (!wanted) return []
  const found = [[], [], []]
  for (const tag of tags) {
    const name = foldTag(tag[0]), place = name.indexOf(wanted)
    if (place >= 0) found[place === 0 ? 0 : name.includes(` ${wanted}`) ? 1 : 2].push(tag)
  }
  return found.flatMap(kind => kind.sort((a, b) => b[2] - a[2]))
}

const tagsOfCloud = () => [...document.querySelectorAll(".rl-cloud a")].map(link => {
  const count = link.querySelector(".rl-count")
  const name = [...link.childNodes].filter(node => node !== count).map(node => node.textContent).join("")
  return [name.trim(), link.getAttribute("href"), Number(count?.textContent.replace(/\D/g, "") ?? 0)]
})

const startFinding = box => {
  const input = element("input", {type: "search", placeholder: words("find_tag"), autocomplete: "off"})
  input.setAttribute("aria-label", words("find_tag"))
  const status = element("p")
  status.setAttribute("role", "status")
  const list = element("ul")
  let loading
  const tags = () => loading ??= box.dataset.tags ? load(box.dataset.tags) : Promise.resolve(tagsOfCloud())
  const show = async () => {
    let all
    try {
      all = await tags()
    } catch {
      loading = undefined
      status.textContent = words("tags_not_loaded")
      return
    }
    const found = findTags(all, input.value), shown = found.slice(0, MAX_TAGS_SHOWN)
    list.replaceChildren(...shown.map(([name, href, count]) => element("li", {},
      element("a", {href, textContent: name}), " ", element("span", {className: "rl-count", textContent: String(count)}))))
    if (!foldTag(input.value)) status.textContent = ""
    else if (!found.length) status.textContent = words("tags_found_none")
    else if (found.length > shown.length) status.textContent = words("tags_found_many", { shown: shown.length, n: found.length })
    else status.textContent = words("tags_found", found.length)
  }
  input.addEventListener("input", show)
  box.append(input, status, list)
}

const start = () => {
  for (const box of document.querySelectorAll(".rl-find:empty")) startFinding(box)
}

if (self.document) onPageShown(start)

export {findTags, foldTag}
