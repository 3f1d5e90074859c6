"""``python -m kccxl`` is ``kccxl``."""

from kccxl.start import main

if __name__ == "__main__":
    main()
