"""`python -m lessons_lib.publish notebooks/*.ipynb`"""

from __future__ import annotations

import sys

from lessons_lib.publish.outputs import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
