// Clouds of topics and tags: a switch between A–Z, as the page has them, and most papers first.

import {button, element} from "./dom.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
// The number alone, whatever stands around it and between its digits.
const countOf = item => Number(item.querySelector(".rl-count")?.textContent.replace(/\D/g, "") ?? 0)

const offerOrders = cloud => {
  const list = cloud.querySelector("ul")
  const byName = [...list.children]
  const byCount = [...byName].sort((a, b) => countOf(b) - countOf(a)) // stable: equal ones stay A–Z
  const orders = { [words("cloud_by_name")]: byName, [words("cloud_by_size")]: byCount }
  const group = element("div", {className: "rl-switch"})
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", words("order"))
  const choose = chosen => {
    list.append(...orders[chosen])
    for (const each of group.children) {
      each.setAttribute("aria-pressed", String(each.textContent === chosen))
    }
  }
  group.append(...Object.keys(orders).map(name => button(name, () => choose(name))))
  cloud.prepend(group)
  choose(words("cloud_by_name"))
}

const start = () => {
  for (const cloud of document.querySelectorAll(".rl-cloud:not(:has(.rl-switch)):has(li + li)")) {
    offerOrders(cloud)
  }
}

onPageShown(start)
