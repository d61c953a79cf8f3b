// The theme takes each `link[rel=alternate]` for the site in another language, and asks for its
// sitemap when the page is complete. Feeds are told apart before.

for (const feed of document.querySelectorAll("link[rel=alternate][type]")) feed.rel += " feed"
