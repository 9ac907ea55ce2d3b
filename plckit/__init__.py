"""plckit: workbooks for professional learning sessions. Authors import from `plckit.notebook`."""

import sys

# jsonschema looks for this optional package at every import and lets it build a grammar for 1.5 s; nothing
# here checks internationalised addresses. None makes that import fail at once, which jsonschema allows for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__version__ = "0.1.0"
