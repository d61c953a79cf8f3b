// Creates elements. All texts are set as text, never as HTML.

/**
 * A new element with properties and children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
const element = (name, properties, ...children) => {
  const created = Object.assign(document.createElement(name), properties)
  created.append(...children)
  return created
}

/**
 * A new button that calls `onClick` at each click.
 * @param {string} textContent
 * @param {(event: MouseEvent) => void} onClick
 * @param {Record<string, any>} [properties]
 */
const button = (textContent, onClick, properties) => {
  const created = element("button", {type: "button", textContent, ...properties})
  created.addEventListener("click", onClick)
  return created
}

export {button, element}
