"""Rows of the tables: how two sides are measured in turns, and how it is written down."""
import statistics, sys, time

from sides import HOME


HEAD = ["engine", "work", "ecr-push", "by hand", "ratio", "target", "our peak memory"]


class Row:
    def __init__(self, engine, work, target):
        self.engine, self.work, self.target = engine, work, target
        self.mine, self.theirs, self.peaks = [], [], []

    def add(self, seconds, peak):
        self.mine.append(seconds)
        self.peaks.append(peak)

    def told(self):
        print(" | ".join(self.cells()), file=sys.stderr, flush=True)
        return self

    def cells(self):
        mine = statistics.median(self.mine)
        peak = f"{max(self.peaks):.0f} MiB" if self.peaks else ""
        if not self.theirs:
            return [self.engine, self.work, ms(mine), "", "", self.target, peak]
        theirs = statistics.median(self.theirs)
        return [self.engine, self.work, ms(mine), ms(theirs), f"{mine / theirs:.2f}×", self.target, peak]


def ms(seconds):
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


def interleave(row, rounds, prepare, mine, theirs):
    """One discarded round, then pairs; who goes first changes from round to round."""
    for number in range(rounds + 1):
        order = ["mine", "theirs"] if number % 2 else ["theirs", "mine"]
        for who in order:
            prepare(who, number)
            seconds, peak, *_ = mine(number) if who == "mine" else theirs(number)
            if number and who == "mine":
                row.add(seconds, peak)
            elif number:
                row.theirs.append(seconds)
    return row.told()


def alone(row, rounds, work, discarded=1):
    """Work that has nothing beside it: some discarded rounds, then those that count."""
    for _ in range(discarded):
        work()
    for _ in range(rounds):
        seconds, peak, *_ = work()
        row.add(seconds, peak)
    return row.told()


def markdown(head, rows):
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *rows])


def publish(mark, text, options):
    """Prints it, and puts it between the marks of the page if that is asked."""
    print(text)
    if not options.write:
        return
    page = HOME / "docs/performance.md"
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, rest = page.read_text().split(begin)
    after = rest.split(end)[1]
    note = f"Medians of {options.rounds} rounds ({options.big_rounds} for the large ones), {time.strftime('%Y-%m-%d')}."
    page.write_text(f"{before}{begin}\n{note}\n\n{text}\n{end}{after}")
