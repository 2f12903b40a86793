"""What building does beyond copying: translations are compiled, and a wheel is told when its assets are missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDED = (
    "web/static/vendor/tabler/tabler.css",
    "drawing/fonts/NotoSansTC-Regular.ttf",
    "drawing/fonts/NotoSansTC-Bold.ttf",
)


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for wheels and for editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then look for what a wheel should carry."""
        package = Path(self.root) / "src" / "openscorecard"
        compile_translations(package)
        missing = [name for name in NEEDED if not (package / name).is_file()]
        if missing and version != "editable" and self.target_name == "wheel":
            self.app.display_warning(
                f"assets are missing ({', '.join(missing)}): run `python tools/assets.py` first, or this wheel has "
                "only the small stylesheet and no font of its own"
            )


def compile_translations(package: Path) -> None:
    """Make the catalogues Django reads."""
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        from translations import compile_all
    finally:
        sys.path.pop(0)
    compile_all(package / "web" / "locale")
