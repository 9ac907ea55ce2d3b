"""Two groups of students item by item: who may be compared, both shares, and the difference (I10, P1–P8)."""

from __future__ import annotations

from typing import Any

import numpy as np

from plckit.data.checks import Check
from plckit.data.shares import said
from plckit.domain.results import Audience
from plckit.domain.suppression import PROTECTED, hide_groups, is_small
from plckit.errors import BadValue
from plckit.statistics import items as item_statistics
from plckit.statistics.matching import group_by_item

FEW_ITEMS = "With fewer than three items there are no students with like totals to compare on each item."


def groups(check: Check, audience: Audience, by: str) -> dict[str, Any]:
    """Return both groups' share on each item and the difference after matching (rules P1–P8, R5, I10).

    Which groups may be seen is decided for all columns of the roster at once, since numbers of two charts can
    be subtracted (rules P4 and P6).
    """
    if len(check.items) < item_statistics.FEWEST_ITEMS:
        return {"wait": FEW_ITEMS}
    tested = {code for code, total in zip(check.codes, check.totals, strict=True) if not np.isnan(total)}
    all_groups = {
        f"{column}={value}": held & tested
        for column, values in check.groups.items()
        for value, held in values.items()
    }
    try:
        hidden = hide_groups(all_groups, tested, audience)
    except BadValue as error:
        return {"wait": str(error)}
    choices = [{"id": key, "label": _group_label(key)} for key in all_groups if not hidden[key]]
    if not choices:
        return {"wait": "These results name no groups of students that are large enough to be shown."}
    wanted = by if "=" in by else next((key for key in all_groups if key.partition("=")[0] == by), "")
    chosen = wanted if wanted in all_groups else choices[0]["id"]
    if hidden[chosen]:
        return {"wait": f"This group is not shown: {PROTECTED}. The facilitator can choose another."}
    member = np.array([code in all_groups[chosen] for code in check.codes])
    return {**_compared(check, audience, member, _group_label(chosen)), "choices": choices, "chosen": chosen}


def _group_label(key: str) -> str:
    column, _, value = key.partition("=")
    name = column.replace("_", " ").strip()
    return name.capitalize() if value == "yes" else f"{name.capitalize()}: {value.replace('_', ' ')}"


def _compared(check: Check, audience: Audience, member: Any, label: str) -> dict[str, Any]:
    there = ~np.isnan(check.totals)
    gaps = group_by_item(check.points, member, check.maxima)
    found: dict[str, Any] = {"shares": [], "differences": []}
    parts = {"in": (member & there, label), "out": (~member & there, "Others")}
    facilities = {
        key: item_statistics.facilities(check.points[rows], check.maxima) for key, (rows, _) in parts.items()
    }
    for place, item in enumerate(check.items):
        small = any(is_small(facilities[key][place].n, audience) for key in parts)
        for key, (_, name) in parts.items():
            one = facilities[key][place]
            head = {"id": item["item_id"], "label": item["label"], "group": key, "group_label": name}
            if small or one.value is None:
                gone = dict.fromkeys(("n", "share", "low", "high"))
                found["shares"].append({**head, **gone, "said": "", "hidden": PROTECTED})
            else:
                found["shares"].append({**head, "n": one.n, **said(one.value, one.range, one.n, audience)})
        gap = gaps[place]
        if small or gap.difference is None or gap.range is None:
            gone = dict.fromkeys(("difference", "low", "high"))
            found["differences"].append(
                {"id": item["item_id"], **gone, "stands_out": False, "hidden": PROTECTED}
            )
        else:
            found_gap = {"difference": gap.difference, "low": gap.range.low, "high": gap.range.high}
            found["differences"].append(
                {"id": item["item_id"], **found_gap, "stands_out": gap.stands_out, "hidden": ""}
            )
    return found
