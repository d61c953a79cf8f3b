self.readingListPart = () => {
  const script = document.currentScript, { part } = script.dataset
  const { html, content, config, worker } = self.readingListParts
  if (part === "config") {
    const element = document.createElement("script")
    element.id = "__config"
    element.type = "application/json"
    const base = self["__md_scope"].href
    element.textContent = JSON.stringify({ ...config, base, search: new URL(worker, base).href })
    script.before(element)
  } else if (part === "colors") self["__md_restore_palette"]?.()
  else if (part) script.insertAdjacentHTML("beforebegin", html[part])
  else {
    content()
    const add = (name, place) => document.querySelector(`[data-md-component=${name}]`) ||
      place?.insertAdjacentHTML("beforeend", html[name] ?? "")
    add("top", document.querySelector("[data-md-component=main]"))
    add("dialog", document.body)
    const drawer = document.querySelector(".rl-drawer")
    if (!drawer) return
    drawer.outerHTML = html.drawer
    const list = document.querySelector(".md-sidebar--primary .md-nav__list")
    for (const tab of document.querySelectorAll(".md-tabs__link")) {
      const item = document.createElement("li"), link = document.createElement("a")
      item.className = "md-nav__item"
      link.className = "md-nav__link"
      link.href = tab.getAttribute("href")
      link.textContent = tab.textContent.trim()
      item.append(link)
      list.append(item)
    }
  }
}
document.documentElement.classList.replace("no-js", "js")
