"""`python -m generator`: the command `reading-list`, where its script is not on the PATH."""

from generator.cli import main

if __name__ == "__main__":
    main()
