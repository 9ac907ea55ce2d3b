"""What cells say to the compiler: JSON mime types, written by `plckit.notebook`, read by `reading`."""

from __future__ import annotations

WORKBOOK = "application/vnd.plckit.workbook+json"
STEP = "application/vnd.plckit.step+json"
ACTIVITY = "application/vnd.plckit.activity+json"
AGAIN = "application/vnd.plckit.again+json"
CHART = "application/vnd.plckit.chart+json"
# Which activities the notebook made, said by a last cell of the compiler's own.
END = "application/vnd.plckit.end+json"

# In the environment of a kernel that compiles: cells then say what they are instead of showing widgets.
COMPILING = "PLCKIT_COMPILING"
