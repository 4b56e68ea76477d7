"""Hold a comparison: treatments by rows, each cell with all that touches its treatment there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.comparison.aspects import Aspect
from kg.comparison.cell import Cell
from kg.comparison.estimates import Estimate
from kg.comparison.filters import Filters
from kg.comparison.not_estimated import NotEstimated
from kg.model.values import Concept
from kg.vocabulary import IRI

if TYPE_CHECKING:
    import pandas

    from kg.comparison.order import Preference
    from kg.model.catalogue import Catalogue
    from kg.store.table import Table

NO_HEAD_TO_HEAD = "no head-to-head comparison"


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold what is known of one treatment against another in a row of an outcome.

    Parameters
    ----------
    head_to_head
        The studies that compare the two on the outcome.
    without_figures
        Those that have arms of both, but not of both a figure of the outcome.
    estimates
        One for each time that studies connect the two at.
    connects
        Which studies lead from one to the other, whatever their figures are of; see
        `kg.comparison.connections.leading_over`.
    cohorts
        Which studies of the outcome are comparisons of one cohort, by their labels.
    sentence, reading
        All of it in words, and in plain ones.
    left_out
        The studies that compare the two in others than are asked for, or in more.
    weak
        The estimates that are left out as they are weaker than asked for.
    not_estimated
        What studies that compare the two tell, and no estimate rests on.
    other_doses
        The studies that compare the two, but not in the doses asked for alone.
    """

    treatment: IRI
    comparator: IRI
    head_to_head: tuple[str, ...]
    without_figures: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    connects: str
    cohorts: tuple[frozenset[str], ...]
    sentence: str
    reading: str
    left_out: tuple[str, ...] = ()
    weak: tuple[Estimate, ...] = ()
    not_estimated: tuple[NotEstimated, ...] = ()
    other_doses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a row: an outcome, a relation, or something else that treatments are asked about.

    Parameters
    ----------
    about
        The outcome or predicate; None where the row is of neither.
    differs
        Whether the cells are not alike.
    lacking
        The treatments that nothing is known of, where something is of another.
    near
        What other rows are about that a reader may look into, too: broader and narrower outcomes,
        and those of the same kind if they are no harms.
    gravity
        How grave the outcome is: 2 where it is dying, 1 where it threatens life or disables.
    """

    aspect: Aspect
    about: IRI | None
    label: str
    cells: tuple[Cell, ...]
    pairs: tuple[Pair, ...]
    note: str
    differs: bool
    lacking: tuple[IRI, ...]
    near: tuple[IRI, ...] = ()
    gravity: int = 0

    @property
    def alone(self) -> bool:
        """Return whether something is known of one treatment, and nothing of any other."""
        return len(self.cells) - len(self.lacking) == 1

    @property
    def divided(self) -> bool:
        """Return whether what is said of a treatment points elsewhere than what is said of another.

        Silence points nowhere.
        """
        pointing = {
            frozenset(entry.claim.direction for entry in cell.entries if entry.is_of_it)
            for cell in self.cells
        }
        return len(pointing - {frozenset()}) > 1

    @property
    def empty(self) -> bool:
        """Return whether nothing is known of any treatment, by itself or against another."""
        of_pairs = any(pair.head_to_head or pair.without_figures for pair in self.pairs)
        return not of_pairs and all(cell.empty for cell in self.cells)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Hold treatments side by side.

    Parameters
    ----------
    treatments
        In the order they were named.
    rows
        By aspect; within one, graver outcomes go first, then what is known of several treatments,
        then what differs.
    filters
        What it is narrowed to.
    remarks
        What was left out, and what else has to be known, one sentence each.
    about
        The packs it is made from, each with its version and date.
    labels
        What everything is called in words, by IRI.
    knowledge
        What it was made from.
    weak
        The rows that are left out because their evidence is below the strength asked for, or of
        which only what rests on no study, such as a warning, is left.
    order
        Of the treatments, by what somebody weighs; None where nothing is weighed.

    Examples
    --------
    >>> import kg
    >>> found = kg.load("ms").compare("AHSCT", "MSC therapy")
    >>> found.titles
    ('AHSCT', 'MSC therapy')
    >>> [aspect.name for aspect in found.aspects][:3]
    ['nature', 'delivery', 'benefit']
    """

    treatments: tuple[Concept, ...]
    rows: tuple[Row, ...]
    filters: Filters
    remarks: tuple[str, ...]
    about: tuple[str, ...]
    labels: Mapping[str, str]
    knowledge: Catalogue = field(repr=False)
    weak: tuple[Row, ...] = ()
    order: Preference | None = None

    def __repr__(self) -> str:
        names = ", ".join(self.titles)
        return f"Comparison({names}; {len(self.rows)} rows, {len(self.claims)} claims)"

    @property
    def titles(self) -> tuple[str, ...]:
        """Return what the treatments are called: labels, or what is short for them."""
        return tuple(self.labels[treatment.iri] for treatment in self.treatments)

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Return the aspects that there are rows of, in order."""
        return tuple(dict.fromkeys(row.aspect for row in self.rows))

    def of(self, aspect: Aspect | str) -> tuple[Row, ...]:
        """Return the rows of an aspect, given as such or by its name."""
        name = aspect if isinstance(aspect, str) else aspect.name
        return tuple(row for row in self.rows if row.aspect.name == name)

    def row(self, name: str) -> Row:
        """Return the row with a label, or of the outcome that a name is of.

        Raises
        ------
        UnknownNameError
            If there is no such name; similar ones of rows are suggested.
        AmbiguousNameError
            If the name is of several concepts.
        DataError
            If what it is of has no row; why is said.
        """
        from kg.errors import DataError, UnknownNameError

        for row in self.rows:
            if row.label.casefold() == name.strip().casefold():
                return row
        try:
            about = self.knowledge.concept(name)
        except UnknownNameError:
            known = sorted({row.label for row in self.rows})
            raise UnknownNameError("row", name, known, where="in the comparison") from None
        for row in self.rows:
            if row.about == about.iri:
                return row
        raise DataError(f"{name!r}", *self._why_without(about))

    def _why_without(self, about: Concept) -> tuple[str, str]:
        """Return why a concept has no row, and what to do."""
        if any(row.about == about.iri for row in self.weak):
            why = f"is left out by the filter: its evidence is below {self.filters.strength}"
            return why, "ask for less strength"
        if self.filters.outcomes and about.iri not in self.filters.outcomes:
            return "is left out by the filter on outcomes", "let the filter take it in, too"
        if self.filters != Filters():
            return "has no row: of what the filters leave, nothing is of it", "filter less"
        why = "has no row: nothing is known of it with any of these treatments"
        return why, "name what has a row"

    @property
    def claims(self) -> frozenset[IRI]:
        """Return every claim in any cell, by its IRI."""
        return frozenset(entry.claim.iri for cell in self.cells for entry in cell.entries)

    @property
    def cells(self) -> Iterator[Cell]:
        """Go through every cell, row by row."""
        return (cell for row in self.rows for cell in row.cells)

    @property
    def differences(self) -> tuple[str, ...]:
        """Return where an estimate of one against another shows a difference, with its interval."""
        from kg.comparison.differences import differences

        return differences(self)

    @property
    def in_no_estimate(self) -> tuple[str, ...]:
        """Return what studies of two of the treatments tell that no estimate rests on."""
        from kg.comparison.not_estimated import in_no_estimate

        return in_no_estimate(self)

    @property
    def grave_risks(self) -> tuple[str, ...]:
        """Return the grave risks that several treatments tell of, and what is told of each."""
        from kg.comparison.grave import grave_risks

        return grave_risks(self)

    @property
    def told_of_one_only(self) -> tuple[str, ...]:
        """Return what is said of one treatment where nothing is of another, what matters first."""
        from kg.comparison.one_only import told_of_one_only

        return told_of_one_only(self)

    def prefer(
        self, weights: Mapping[str, float], *, samples: int = 10_000, seed: int = 1
    ) -> Preference:
        """Order the treatments by weights on outcomes; see `kg.comparison.preferences.prefer`."""
        from kg.comparison.preferences import prefer

        return prefer(self, weights, samples=samples, seed=seed)

    def weigh(
        self, weights: Mapping[str, float], *, samples: int = 10_000, seed: int = 1
    ) -> Comparison:
        """Return it with the order that weights make, or why they make none, on every face.

        See `prefer` for the weights; what they cannot order is refused there, and said here.
        """
        from kg.comparison.preferences import order

        return replace(self, order=order(self, weights, samples=samples, seed=seed))

    # --- faces ----------------------------------------------------------------------------------

    def to_table(self) -> Table:
        """Return every claim, figure, estimate and gap as a row of a table."""
        from kg.comparison.as_table import to_table

        return to_table(self)

    def to_csv(self) -> str:
        """Return `to_table` as CSV."""
        return self.to_table().to_csv()

    def to_pandas(self) -> pandas.DataFrame:
        """Return `to_table` as a pandas DataFrame."""
        return self.to_table().to_pandas()

    def to_json(self) -> str:
        """Return all of it as JSON; its schema is `kg/comparison/comparison.schema.json`."""
        from kg.comparison.as_json import to_json

        return to_json(self)

    def to_text(self, *, width: int | None = None, color: bool = False, plain: bool = False) -> str:
        """Return the matrix for a terminal; ``plain`` is in plain words, without what is behind."""
        from kg.comparison.as_text import to_text

        return to_text(self, width=width, color=color, plain=plain)

    def to_markdown(self, *, plain: bool = False) -> str:
        """Return the matrix as Markdown; ``plain`` is in plain words, without what is behind."""
        from kg.comparison.as_markdown import to_markdown

        return to_markdown(self, plain=plain)

    def to_html(self) -> str:
        """Return the matrix as a page of its own, which asks for nothing and prints."""
        from kg.comparison.as_html import to_html

        return to_html(self)

    def _repr_html_(self) -> str:
        from kg.comparison.as_html import to_fragment

        return to_fragment(self)
