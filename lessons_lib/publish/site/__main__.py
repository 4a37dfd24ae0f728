"""`python -m lessons_lib.publish.site [FOLDER]`"""

from __future__ import annotations

import sys
from pathlib import Path

from lessons_lib.publish.site.build import ROOT, Unbuildable, build
from lessons_lib.publish.site.fetched import npm, wheel


def main(arguments: list[str]) -> int:
    """Build the site into a folder, `build/site` if none is named."""
    site = Path(arguments[0]) if arguments else ROOT / "build" / "site"
    try:
        build(site, modules=npm(site.parent), wheel=wheel(site.parent))
    except Unbuildable as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"The site stands in {site}: serve it with  python -m http.server -d {site}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
