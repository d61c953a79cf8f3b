// Elements of a page. All texts are set as text.

/**
 * A new element with properties and children.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/**
 * A new button that calls `act` with each click.
 * @param {string} textContent
 * @param {(event: MouseEvent) => void} act
 * @param {Record<string, any>} [properties]
 */
const button = (textContent, act, properties) => {
  const made = element("button", {type: "button", textContent, ...properties})
  made.addEventListener("click", act)
  return made
}

export {button, element}
