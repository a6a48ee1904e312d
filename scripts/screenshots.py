"""Makes docs/images/*.png from a demo that is served: python -m scripts.screenshots http://127.0.0.1:8000"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
PAGES = {"front": ("/", 1280, 860), "wire": ("/wire?source=seed-page&q=qatar", 1280, 620)}


def main() -> None:
    """Take the pictures."""
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (path, width, height) in PAGES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(base + path)
            for fold in page.locator("details.fold").all()[: 1 if name == "wire" else 0]:
                fold.locator("summary").first.click()
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
