// The map of papers: a point's title appears under the pointer and under the keyboard's focus, and
// lines to the papers whose systems its paper names, or that name its own.
// One point is a stop of the Tab key; the arrow keys go from point to point.
// Buttons, the keys + - 0, two fingers, and the wheel with Ctrl zoom.
// Without this script the points (or, of a very long list, the islands) are plain links.

import {button, element} from "./dom.js"
import {load} from "./loading.js"
import {onPageShown} from "./pages.js"

const words = self.readingListWords
const SVG = "http://www.w3.org/2000/svg"
const XLINK = "http://www.w3.org/1999/xlink"
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }

const MAX_DISTANCE = 14 // from the pointer to a point, in units of the drawing

// The points that are links in the drawing.
const readPoints = svg => [...svg.querySelectorAll(".rl-point")].map(link => {
  const title = link.querySelector("title")
  const { cx, cy } = link.querySelector("circle")
  const point = { x: cx.baseVal.value, y: cy.baseVal.value, title: title.textContent, link }
  link.setAttribute("role", "link") // some screen readers do not recognise links with xlink:href
  link.setAttribute("aria-label", point.title)
  link.setAttribute("tabindex", "-1")
  title.remove() // otherwise the browser shows a second tooltip
  return point
})

// Points of a very long list: one link moves to the current point.
const loadPoints = async (svg, url) => {
  const rows = await load(url)
  const link = svg.appendChild(document.createElementNS(SVG, "a"))
  const circle = link.appendChild(document.createElementNS(SVG, "circle"))
  link.setAttribute("class", "rl-point rl-cursor")
  circle.setAttribute("r", "6")
  link.setAttribute("role", "link")
  return rows.map(([x, y, href, title, named = []]) => ({ x, y, href, title, named, link }))
}

// For each point the points at the other ends of its edges.
const readEdges = (points, pairs) => {
  const ends = new Map(points.map(point => [point, []]))
  const listed = pairs?.split(" ").map(pair => pair.split("-").map(number => points[number])) ?? []
  const given = points.flatMap(point => (point.named ?? []).map(number => [point, points[number]]))
  for (const [from, to] of [...listed, ...given]) {
    ends.get(from).push(to)
    ends.get(to).push(from)
  }
  return ends
}

const nearestPoint = (points, x, y, maxDistance) => {
  let best, minDistance = maxDistance * maxDistance
  for (const point of points) {
    const squaredDistance = (point.x - x) ** 2 + (point.y - y) ** 2
    if (squaredDistance < minDistance) [best, minDistance] = [point, squaredDistance]
  }
  return best
}

// The nearest point in a direction; distance to the side counts twice.
const nextPoint = (points, from, [right, down]) => {
  let best, minDistance = Infinity
  for (const point of points) {
    const dx = point.x - from.x, dy = point.y - from.y
    const ahead = dx * right + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * right)
    if (ahead > 0 && ahead + 2 * aside < minDistance) [best, minDistance] = [point, ahead + 2 * aside]
  }
  return best
}

const MAX_ZOOM = 8, ZOOM_STEP = 1.5, WHEEL_DIVISOR = 200

// Zooms around a point of the screen. At 1, the style sheet decides the size of the drawing.
const makeZoom = (frame, svg) => {
  const minWidth = parseFloat(getComputedStyle(svg).minWidth) || 0
  let zoom = 1
  return (factor, x, y) => {
    const width = Math.max(minWidth, frame.clientWidth), area = frame.getBoundingClientRect()
    const wanted = factor ? zoom * factor : 1
    const next = Math.min(MAX_ZOOM, Math.max(frame.clientWidth / width, wanted))
    const across = x === undefined ? frame.clientWidth / 2 : x - area.left
    const down = y === undefined ? frame.clientHeight / 2 : y - area.top
    const left = frame.scrollLeft + across, top = frame.scrollTop + down, ratio = next / zoom
    zoom = next
    frame.classList.toggle("rl-zoomed", zoom > 1)
    svg.style.width = zoom === 1 ? "" : `${width * zoom}px`
    svg.style.minWidth = zoom === 1 ? "" : "0"
    svg.style.maxWidth = zoom === 1 ? "" : "none" // the theme fits drawings into the page
    svg.style.setProperty("--rl-shrink", String(Math.sqrt(Math.max(1, zoom)))) // names grow less
    frame.scrollLeft = left * ratio - across
    frame.scrollTop = top * ratio - down
  }
}

const addZoom = (frame, svg) => {
  const zoomBy = makeZoom(frame, svg)
  /** @type {[string, string, number][]} */
  const ways = [["+", words("zoom_in"), ZOOM_STEP], ["\u2212", words("zoom_out"), 1 / ZOOM_STEP],
    ["1:1", words("zoom_reset"), 0]]
  const group = element("div", {className: "rl-zoom"}, ...ways.map(([text, title, factor]) => {
    const made = button(text, () => zoomBy(factor), {title})
    made.setAttribute("aria-label", title)
    return made
  }))
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", words("zoom"))
  frame.before(group)
  const keys = { "+": ZOOM_STEP, "=": ZOOM_STEP, "-": 1 / ZOOM_STEP, 0: 0 }
  frame.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return
    event.preventDefault()
    const area = event.target.getBoundingClientRect() // the point with the focus stays where it is
    const middle = event.target === frame ? [] : [area.left + area.width / 2, area.top + area.height / 2]
    zoomBy(keys[event.key], ...middle)
  })
  frame.addEventListener("wheel", event => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoomBy(Math.exp(-event.deltaY / WHEEL_DIVISOR), event.clientX, event.clientY)
  }, { passive: false })
  // The distance of two fingers; 0 for one finger, or three.
  const distanceOf = ({touches: [one, other, third]}) =>
    other && !third ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0
  let distance = 0
  frame.addEventListener("touchmove", event => {
    const now = distanceOf(event)
    if (!now) return
    event.preventDefault()
    const [one, other] = event.touches
    if (distance) zoomBy(now / distance, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2)
    distance = now
  }, { passive: false })
  for (const name of ["touchstart", "touchend", "touchcancel"]) {
    frame.addEventListener(name, event => { distance = distanceOf(event) }, { passive: true })
  }
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2 // a phone shows the middle first
}

const startMap = async box => {
  const svg = box.querySelector("svg")
  const frame = box.querySelector(".rl-scroll")
  addZoom(frame, svg)
  const points = box.dataset.points ? await loadPoints(svg, box.dataset.points) : readPoints(svg)
  const edges = readEdges(points, box.dataset.edges)
  const lines = svg.insertBefore(document.createElementNS(SVG, "path"), svg.querySelector(".rl-point"))
  lines.setAttribute("class", "rl-edges")
  const tooltip = box.appendChild(document.createElement("p"))
  tooltip.className = "rl-tip"
  tooltip.setAttribute("aria-hidden", "true") // the links say the same
  tooltip.hidden = true
  let current = points[0]

  const makeCurrent = point => {
    current.link.setAttribute("tabindex", "-1")
    current = point
    current.link.setAttribute("tabindex", "0")
    if (!point.href) return
    current.link.setAttributeNS(XLINK, "href", point.href)
    current.link.setAttribute("aria-label", point.title)
    current.link.firstChild.setAttribute("cx", point.x)
    current.link.firstChild.setAttribute("cy", point.y)
  }
  const show = point => {
    const matrix = svg.getScreenCTM(), boxRect = box.getBoundingClientRect()
    const position = new DOMPoint(point.x, point.y).matrixTransform(matrix)
    tooltip.textContent = point.title
    lines.setAttribute("d", edges.get(point).map(({ x, y }) => `M${point.x} ${point.y}L${x} ${y}`).join(""))
    tooltip.hidden = false
    const maxLeft = box.clientWidth - tooltip.offsetWidth
    tooltip.style.left = `${Math.max(0, Math.min(maxLeft, position.x - boxRect.left - tooltip.offsetWidth / 2))}px`
    tooltip.style.top = `${position.y - boxRect.top + 16}px`
  }
  const hide = () => {
    tooltip.hidden = true
    lines.removeAttribute("d")
  }
  const pointAt = event => {
    const position = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse())
    return event.target.closest(".rl-island") ? undefined : nearestPoint(points, position.x, position.y, MAX_DISTANCE)
  }

  makeCurrent(current)
  svg.addEventListener("pointermove", event => {
    const point = pointAt(event)
    svg.classList.toggle("rl-hit", Boolean(point))
    if (!point) return hide()
    if (point.href) makeCurrent(point)
    show(point)
  })
  svg.addEventListener("pointerleave", hide)
  svg.addEventListener("click", event => {
    const point = event.target.closest("a") ? undefined : pointAt(event)
    if (point) { makeCurrent(point); point.link.dispatchEvent(new MouseEvent("click", event)) }
  })
  // On the frame: a drawing that listens for focus becomes a stop of the Tab key itself.
  frame.addEventListener("focusin", event => {
    const point = points.find(candidate => candidate.link === event.target && (!candidate.href || candidate === current))
    if (point) { makeCurrent(point); show(point) } else hide()
  })
  frame.addEventListener("focusout", hide)
  svg.addEventListener("keydown", event => {
    if (event.key === "Escape") return hide()
    const direction = event.target === current.link && DIRECTIONS[event.key]
    if (!direction) return
    event.preventDefault()
    const point = nextPoint(points, current, direction)
    if (!point) return
    makeCurrent(point)
    point.link.focus()
    show(point)
  })
  frame.addEventListener("scroll", hide)
}

const start = () => {
  for (const box of document.querySelectorAll(".rl-map:not(.rl-ready)")) {
    box.classList.add("rl-ready")
    startMap(box)
  }
}

onPageShown(start)
