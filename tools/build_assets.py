"""Makes what git does not hold: styles, scripts, fonts and the Hindi catalogue.

Every file for the browser gets its content's hash in its name; `manifest.json` says which name
stands for which.
"""

import json
import re
from hashlib import sha256
from pathlib import Path

from fontTools.ttLib import TTFont
from merge_catalogues import compiled, merged_catalogue

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "frontend" / "node_modules"
STATIC = ROOT / "vigilance" / "static"
BUILT = STATIC / "built"
HINDI = ROOT / "vigilance" / "translations" / "hi"

SUBSETS = {"Noto Sans": "latin", "Noto Sans Devanagari": "devanagari"}
WEIGHTS = (400, 700)
LOCAL_REFERENCE = re.compile(r"""(?<=["'(])\./([\w-][\w.-]*)""")

Output = dict[str, bytes]


def hashed(name: str, content: bytes) -> str:
    """The name under which this content may be kept for ever."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{sha256(content).hexdigest()[:10]}.{ending}"


def font_path(family: str, weight: int, ending: str) -> Path:
    """Where the package of this family keeps the one subset we use."""
    slug, subset = family.lower().replace(" ", "-"), SUBSETS[family]
    name = f"{slug}-{subset}-{weight}-normal.{ending}"
    return MODULES / "@fontsource" / slug / "files" / name


def browser_files() -> Output:
    """All files of the browser by their hashed names, and the manifest."""
    files: Output = {}
    manifest: dict[str, str] = {}

    def add(name: str, content: bytes) -> str:
        manifest[name] = hashed(name, content)
        files[manifest[name]] = content
        return manifest[name]

    for source in (font_path(family, weight, "woff2") for family in SUBSETS for weight in WEIGHTS):
        add(source.name, source.read_bytes())
    sources = sorted((STATIC / "source").glob("*.*"))
    texts = {path.name: path for path in sources if path.suffix in {".css", ".js"}}
    for path in sources:
        if path.name not in texts:
            add(path.name, path.read_bytes())

    def add_text(name: str) -> str:
        """Adds a script or style sheet after what it names as `./other.js`, by hashed name."""
        if name not in manifest:
            text = texts[name].read_text()
            text = LOCAL_REFERENCE.sub(lambda found: f"./{add_text(found.group(1))}", text)
            add(name, text.encode())
        return manifest[name]

    for name in texts:
        add_text(name)
    files["manifest.json"] = json.dumps(manifest, indent=2, sort_keys=True).encode()
    return files


def write_changed(folder: Path, files: Output) -> int:
    """Writes what differs, removes what nobody names any more; how many files were touched."""
    folder.mkdir(parents=True, exist_ok=True)
    stale = [path for path in folder.iterdir() if path.is_file() and path.name not in files]
    paths = {folder / name: content for name, content in files.items()}
    changed = {p: c for p, c in paths.items() if not p.exists() or p.read_bytes() != c}
    for path, content in changed.items():
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(content)
        fresh.replace(path)  # a reader sees the old file or the new one, never half of it
    for path in stale:
        path.unlink(missing_ok=True)
    return len(changed) + len(stale)


def pdf_fonts(folder: Path) -> int:
    """The same fonts as TrueType files, which is what the typesetter reads."""
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for source in (font_path(family, weight, "woff") for family in SUBSETS for weight in WEIGHTS):
        target = folder / f"{source.stem}.ttf"
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            font = TTFont(source)
            font.flavor = None
            font.save(target)
            made += 1
    return made


def main() -> None:
    """Builds everything; touches only what changed."""
    catalogue = merged_catalogue(sorted(HINDI.glob("*.po")))
    changed = write_changed(HINDI / "LC_MESSAGES", {"messages.mo": compiled(catalogue)})
    changed += write_changed(BUILT, browser_files()) + pdf_fonts(BUILT / "typst-fonts")
    print(f"Assets: {changed} files made, {len(catalogue)} messages in Hindi.")


if __name__ == "__main__":
    main()
