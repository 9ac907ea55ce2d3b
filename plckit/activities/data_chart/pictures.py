"""Which results each chart is made of."""

from __future__ import annotations

from plckit.charts.pictures import PICTURES
from plckit.domain.datasets import As

NOW, BOTH = (As.NOW,), (As.BEFORE, As.NOW)
NEEDS: dict[str, tuple[As, ...]] = {
    **dict.fromkeys(PICTURES, NOW),
    "paired": BOTH,
    "growth": BOTH,
    "support": (As.SUPPORT,),
    "run": (),
}
