// Clouds of topics and tags: a switch between A–Z, as the page has them, and most papers first.
(() => {
  const words = self.readingListWords
  // The number alone, whatever stands around it and between its digits.
  const count = item => Number(item.querySelector(".rl-count")?.textContent.replace(/\D/g, "") ?? 0)

  const offerOrders = cloud => {
    const list = cloud.querySelector("ul")
    const byName = [...list.children]
    const byCount = [...byName].sort((a, b) => count(b) - count(a)) // stable: equal ones stay A–Z
    const orders = { [words("cloud_by_name")]: byName, [words("cloud_by_size")]: byCount }
    const group = document.createElement("div")
    group.className = "rl-switch"
    group.setAttribute("role", "group")
    group.setAttribute("aria-label", words("order"))
    const choose = chosen => {
      list.append(...orders[chosen])
      for (const button of group.children) {
        button.setAttribute("aria-pressed", button.textContent === chosen)
      }
    }
    for (const name of Object.keys(orders)) {
      const button = document.createElement("button")
      Object.assign(button, { type: "button", textContent: name })
      button.addEventListener("click", () => choose(name))
      group.append(button)
    }
    cloud.prepend(group)
    choose(words("cloud_by_name"))
  }

  const start = () => {
    for (const cloud of document.querySelectorAll(".rl-cloud:not(:has(.rl-switch)):has(li + li)")) {
      offerOrders(cloud)
    }
  }

  // The theme may swap pages without loading them; it tells so here.
  window.document$ ? document$.subscribe(start) : start()
})()
