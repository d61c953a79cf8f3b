// Elements of a page. All texts are set as text.

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

const button = (textContent, act, properties) => {
  const made = element("button", {type: "button", textContent, ...properties})
  made.addEventListener("click", act)
  return made
}

export {button, element}
