// The map of papers: a point's title appears under the pointer and under the keyboard's focus.
// One point is in the order of the Tab key; the arrow keys go from point to point.
// Without this script the points (or, of a very long list, the islands) are plain links.

import {load} from "./loading.js"
import {onPageShown} from "./pages.js"

const SVG = "http://www.w3.org/2000/svg"
const XLINK = "http://www.w3.org/1999/xlink"
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }

const MAX_DISTANCE = 14 // from the pointer to a point, in units of the drawing

// Points that are links of the drawing.
const readPoints = svg => [...svg.querySelectorAll(".rl-point")].map(link => {
  const title = link.querySelector("title")
  const { cx, cy } = link.querySelector("circle")
  const point = { x: cx.baseVal.value, y: cy.baseVal.value, title: title.textContent, link }
  link.setAttribute("role", "link") // not every reader knows a drawing's links by xlink:href
  link.setAttribute("aria-label", point.title)
  link.setAttribute("tabindex", "-1")
  title.remove() // or the browser would show it a second time
  return point
})

// Points of a very long list: one link goes to where it is needed.
const loadPoints = async (svg, address) => {
  const rows = await load(address)
  const link = svg.appendChild(document.createElementNS(SVG, "a"))
  const dot = link.appendChild(document.createElementNS(SVG, "circle"))
  link.setAttribute("class", "rl-point rl-cursor")
  dot.setAttribute("r", "6")
  link.setAttribute("role", "link")
  return rows.map(([x, y, href, title]) => ({ x, y, href, title, link }))
}

const nearestPoint = (points, x, y, maxDistance) => {
  let best, least = maxDistance * maxDistance
  for (const point of points) {
    const square = (point.x - x) ** 2 + (point.y - y) ** 2
    if (square < least) [best, least] = [point, square]
  }
  return best
}

// The nearest point in a direction; what lies aside counts as farther.
const nextPoint = (points, from, [right, down]) => {
  let best, least = Infinity
  for (const point of points) {
    const dx = point.x - from.x, dy = point.y - from.y
    const ahead = dx * right + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * right)
    if (ahead > 0 && ahead + 2 * aside < least) [best, least] = [point, ahead + 2 * aside]
  }
  return best
}

const prepare = async box => {
  const svg = box.querySelector("svg")
  const frame = box.querySelector(".rl-scroll")
  const points = box.dataset.points ? await loadPoints(svg, box.dataset.points) : readPoints(svg)
  const tip = box.appendChild(document.createElement("p"))
  tip.className = "rl-tip"
  tip.setAttribute("aria-hidden", "true") // the links say the same
  tip.hidden = true
  let here = points[0]

  const place = point => {
    here.link.setAttribute("tabindex", "-1")
    here = point
    here.link.setAttribute("tabindex", "0")
    if (!point.href) return
    here.link.setAttributeNS(XLINK, "href", point.href)
    here.link.setAttribute("aria-label", point.title)
    here.link.firstChild.setAttribute("cx", point.x)
    here.link.firstChild.setAttribute("cy", point.y)
  }
  const show = point => {
    const matrix = svg.getScreenCTM(), around = box.getBoundingClientRect()
    const at = new DOMPoint(point.x, point.y).matrixTransform(matrix)
    tip.textContent = point.title
    tip.hidden = false
    const room = box.clientWidth - tip.offsetWidth
    tip.style.left = `${Math.max(0, Math.min(room, at.x - around.left - tip.offsetWidth / 2))}px`
    tip.style.top = `${at.y - around.top + 16}px`
  }
  const hide = () => { tip.hidden = true }
  const under = event => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse())
    return event.target.closest(".rl-island") ? undefined : nearestPoint(points, at.x, at.y, MAX_DISTANCE)
  }

  place(here)
  svg.addEventListener("pointermove", event => {
    const point = under(event)
    svg.classList.toggle("rl-hit", Boolean(point))
    if (!point) return hide()
    if (point.href) place(point)
    show(point)
  })
  svg.addEventListener("pointerleave", hide)
  svg.addEventListener("click", event => {
    const point = event.target.closest("a") ? undefined : under(event)
    if (point) { place(point); point.link.dispatchEvent(new MouseEvent("click", event)) }
  })
  // On the frame: a drawing that listens for focus becomes a stop of the Tab key itself.
  frame.addEventListener("focusin", event => {
    const point = points.find(each => each.link === event.target && (!each.href || each === here))
    if (point) { place(point); show(point) } else hide()
  })
  frame.addEventListener("focusout", hide)
  svg.addEventListener("keydown", event => {
    if (event.key === "Escape") return hide()
    const ahead = event.target === here.link && DIRECTIONS[event.key]
    if (!ahead) return
    event.preventDefault()
    const point = nextPoint(points, here, ahead)
    if (!point) return
    place(point)
    point.link.focus()
    show(point)
  })
  frame.addEventListener("scroll", hide)
}

const start = () => {
  for (const box of document.querySelectorAll(".rl-map:not(.rl-ready)")) {
    box.classList.add("rl-ready")
    prepare(box)
  }
}

onPageShown(start)
