// Calls `show` now, or each time a page is shown: the theme may swap pages without loading them.
const onPageShown = show => {
  if (window.document$) window.document$.subscribe(show)
  else show()
}

export {onPageShown}
