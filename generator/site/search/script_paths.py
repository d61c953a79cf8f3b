"""The scripts of the search in the browser: where they are, and which belong to the engine."""

FOLDER = "assets/search"
WORKER = f"{FOLDER}/worker.js"
LOCAL = f"{FOLDER}/local.js"
BOX, BESIDE = f"{FOLDER}/box.js", f"{FOLDER}/beside.js"
PAGE = (
    WORKER,
    LOCAL,
    BOX,
    BESIDE,
)  # scripts that are files of their own, and no part of the engine
