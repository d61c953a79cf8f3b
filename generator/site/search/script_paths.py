"""The paths of the scripts that run the search in the browser."""

SEARCH_FOLDER = "assets/search"
WORKER = f"{SEARCH_FOLDER}/worker.js"
LOCAL = f"{SEARCH_FOLDER}/local.js"
BOX, BESIDE = f"{SEARCH_FOLDER}/box.js", f"{SEARCH_FOLDER}/beside.js"
# Scripts that stay files of their own; all others are bundled into the engine.
STANDALONE_SCRIPTS = (WORKER, LOCAL, BOX, BESIDE)
