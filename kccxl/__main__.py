"""``python -m kccxl`` is ``kccxl``."""

from kccxl.cli import main

if __name__ == "__main__":
    main()
