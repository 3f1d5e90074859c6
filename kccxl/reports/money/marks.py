"""Mark on a sheet what a reader would stumble over: totals that do not add up, colours that hang on rounding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kccxl.reports.money.printing import rating_cell
from kccxl.reports.money.roll_up import Slip
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.rag import Rating
from kccxl.rules.rounding import show
from kccxl.sheets.number_formats import marked_text
from kccxl.sheets.sheet import Cell

DIFFERS, ROUNDED, NEAR = "†", "*", "‡"


@dataclass(slots=True)
class Marks:
    """The marks set on a sheet, and what stands at its foot about each."""

    settings: MoneySettings
    _differing: list[str] = field(default_factory=list)
    _rounded: list[str] = field(default_factory=list)
    _near: list[str] = field(default_factory=list)

    def total(self, cell: Cell, label: str, caption: str, slip: Slip | None) -> Cell:
        """Mark the cell of a total that is not what its lines add up to."""
        if slip is None:
            return cell
        mark, notes = (ROUNDED, self._rounded) if slip.rounding else (DIFFERS, self._differing)
        amount = show(slip.recomputed, "£", None, self.settings.shown.suffix)
        notes.append(f"{label}, {caption}: {amount}")
        form = cell.style.number_format.replace("_M", f'"{mark}"')
        return replace(
            cell, style=replace(cell.style, number_format=form), note=f"The lines add up to {amount}."
        )

    def rating(self, rating: Rating, label: str, *, total: bool = False) -> Cell:
        """Return the cell of a rating, marked where it hangs on rounding."""
        cell = rating_cell(rating, total=total)
        if not rating.near_boundary:
            return cell
        self._near.append(f"{label}: {rating.near_boundary}")
        style = replace(cell.style, number_format=marked_text(NEAR))
        return replace(cell, style=style, note=f"{rating.reason}. {rating.near_boundary}.")

    def notes(self) -> Iterator[str]:
        """Yield what is said of each mark."""
        if self._differing:
            yield f"{DIFFERS} Does not add up as printed; the lines add up to: {'; '.join(self._differing)}."
        if self._rounded:
            yield (
                f"{ROUNDED} Figures are rounded one by one, so that the lines add up to: "
                f"{'; '.join(self._rounded)}."
            )
        if self._near:
            yield f"{NEAR} The colour hangs on rounding. {'; '.join(self._near)}."
