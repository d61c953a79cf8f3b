"""From the catalog to the pages and files of the site; nothing here knows MkDocs."""
