"""`python -m make_data [--check]`: make the sample data anew, or only check the files that are there."""

from __future__ import annotations

import argparse
import sys

from make_data import files, stories


def main() -> int:
    """Write the files and print every band; return 1, and write nothing, where one is missed."""
    parser = argparse.ArgumentParser(prog="python -m make_data", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    asked = parser.parse_args()
    if asked.check:
        made = {path.name: path.read_bytes() for path in files.FOLDER.iterdir()}
    else:
        made, seeds = files.draw()
        print("\n".join(f"seed of {part}: {seed}" for part, seed in seeds.items()))
    found = files.bands(made)
    print("\n".join(str(band) for band in found))
    missed = [band for band in found if not band.holds]
    print(f"{len(found)} bands, {len(missed)} missed.")
    if missed or asked.check:
        return 1 if missed else 0
    made[stories.NAME] = stories.write(made).encode()
    for name, file in made.items():
        (files.FOLDER / name).write_bytes(file)
    print(f"{len(made)} files, {sum(map(len, made.values())):,} bytes, in {files.FOLDER.name}/.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
