"""Ruling lines to tables."""

from __future__ import annotations

from collections import defaultdict

from participation.documents.readers.pdf.geometry import Cell, Char, Grid, Rule

NEAR = 3.0
MAX_EDGES = 120


def find_grids(rules: list[Rule], chars: list[Char]) -> list[Grid]:
    """Tables from top to bottom with their letters."""
    grids = []
    for across, down in _groups(_merged(rules, False), _merged(rules, True)):
        grid = _grid(across, down)
        if grid is not None:
            grids.append(grid)
    grids.sort(key=lambda grid: -grid.y1)
    for grid in grids:
        _fill(grid, chars)
    return [grid for grid in grids if any(cell.chars for cell in grid.cells)]


def _merged(rules: list[Rule], vertical: bool) -> list[Rule]:
    """Lines that continue each other become one."""
    lanes: list[list[Rule]] = []
    for rule in sorted((each for each in rules if each.vertical == vertical), key=lambda each: each.at):
        if lanes and rule.at - lanes[-1][0].at <= NEAR:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    merged = []
    for lane in lanes:
        at = sum(rule.at for rule in lane) / len(lane)
        start = end = None
        for rule in sorted(lane, key=lambda each: each.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + NEAR + 1:
                end = max(end, rule.end)
            else:
                merged.append(Rule(vertical, at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None and end - start > 4:
            merged.append(Rule(vertical, at, start, end))
    return merged


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Horizontal and vertical lines that hang together by crossings."""
    if len(across) * len(down) > 400_000:
        return []
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - NEAR <= v.at <= h.end + NEAR and v.start - NEAR <= h.at <= v.end + NEAR:
                parent[root(i)] = root(len(across) + j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(across):
        found[root(i)][0].append(h)
    for j, v in enumerate(down):
        found[root(len(across) + j)][1].append(v)
    return [(h, v) for h, v in found.values() if len(h) >= 2 and v]


def _levels(values: list[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > NEAR + 1:
            levels.append(value)
    return levels


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    xs = _levels([rule.at for rule in down] + [left, right])
    ys = _levels([rule.at for rule in across])[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows + columns > MAX_EDGES:
        return None
    spans = _Spans(rows, columns)
    for row in range(rows):
        for column in range(columns):
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < columns and not _covers(down, xs[column + 1], middle_y):
                spans.join(row, column, row, column + 1)
            if row + 1 < rows and not _covers(across, ys[row + 1], middle_x):
                spans.join(row, column, row + 1, column)
    cells = [
        Cell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, xs[c0], xs[c1 + 1], ys[r1 + 1], ys[r0])
        for r0, c0, r1, c1 in spans.boxes()
    ]
    return Grid(xs[0], xs[-1], ys[-1], ys[0], columns, xs, cells)


def _covers(rules: list[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= NEAR + 1 and rule.start <= through <= rule.end for rule in rules)


class _Spans:
    """Grid squares joined to cells."""

    def __init__(self, rows: int, columns: int) -> None:
        self.columns = columns
        self.parent = list(range(rows * columns))

    def _root(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, row: int, column: int, other_row: int, other_column: int) -> None:
        one, two = self._root(row * self.columns + column), self._root(other_row * self.columns + other_column)
        self.parent[max(one, two)] = min(one, two)

    def boxes(self) -> list[tuple[int, int, int, int]]:
        boxes: dict[int, list[int]] = {}
        for index in range(len(self.parent)):
            row, column = divmod(index, self.columns)
            box = boxes.setdefault(self._root(index), [row, column, row, column])
            box[0], box[1] = min(box[0], row), min(box[1], column)
            box[2], box[3] = max(box[2], row), max(box[3], column)
        return [(r0, c0, r1, c1) for r0, c0, r1, c1 in boxes.values()]


def _fill(grid: Grid, chars: list[Char]) -> None:
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, char.y + char.size * 0.3
        if not (grid.x0 - 1 <= x <= grid.x1 + 1 and grid.y0 <= y <= grid.y1):
            continue
        for cell in grid.cells:
            if cell.x0 - 1 <= x <= cell.x1 + 1 and cell.y0 <= y <= cell.y1:
                cell.chars.append(char)
                break
