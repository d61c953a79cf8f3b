// Topic and tag clouds: a switch between the order A–Z, as in the page, and most papers first.

import {button, element} from "./dom.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
// The digits alone, without text around them or separators between them.
const countOf = item => Number(item.querySelector(".rl-count")?.textContent.replace(/\D/g, "") ?? 0)

const addOrderSwitch = cloud => {
  const list = cloud.querySelector("ul")
  const byName = [...list.children]
  const byCount = [...byName].sort((a, b) => countOf(b) - countOf(a)) // stable: equal ones stay A–Z
  const orders = { [words("cloud_by_name")]: byName, [words("cloud_by_size")]: byCount }
  const group = element("div", {className: "rl-switch"})
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", words("order"))
  const choose = chosen => {
    list.append(...orders[chosen])
    for (const orderButton of group.children) {
      orderButton.setAttribute("aria-pressed", String(orderButton.textContent === chosen))
    }
  }
  group.append(...Object.keys(orders).map(name => button(name, () => choose(name))))
  cloud.prepend(group)
  choose(words("cloud_by_name"))
}

const start = () => {
  for (const cloud of document.querySelectorAll(".rl-cloud:not(:has(.rl-switch)):has(li + li)")) {
    addOrderSwitch(cloud)
  }
}

onPageShown(start)
