"""What takes time inside the program: measured by small classes of the tests, in a process with the flags and the
start-up cache of bin/ecr-push."""
import os, pathlib, random, re

from rows import Row, alone
from sides import HOME, commit, run

TESTS = HOME / "src/test/java/io/github/ecrpush"
CLASSES = ["TagsFigures", "build/inputs/ContextTimes", "report/SampleRun", "report/ReportFigures"]
FILES, FILES_OF_A_FOLDER = 50_000, 100


class Inside:
    def __init__(self, work):
        self.work, self.classes = work, work / "classes"
        self.launch = dict(re.findall(r"^(\w+)='(.*)'$", (HOME / "target/app/launch").read_text(), re.M))
        compiler = pathlib.Path(self.launch["java"]).with_name("javac")
        run([compiler, "-proc:none", "-nowarn", "-d", self.classes, "-cp", self.launch["jar"],
             *(TESTS / f"{name}.java" for name in CLASSES)], os.environ)

    def run(self, name, *words):
        """Returns the last line that a class prints, and the process's peak memory in MiB."""
        flags = HOME / "src/main/jvm"
        _, peak, out, _ = run([self.launch["java"], f"@{flags}/flags", f"@{flags}/short-flags", self.launch["cache"],
                               "-cp", f"{self.launch['jar']}:{self.classes}", f"io.github.ecrpush.{name}", *words],
                              {**os.environ, "LC_ALL": "C.UTF-8"})
        return out.splitlines()[-1], peak

    def tags(self):
        """Seconds of the slowest `check tags` but for the first, which loads what all of them need, and those of the
        one in the middle."""
        line, peak = self.run("TagsFigures", self.rules, self.work)
        micros = [int(word) for word in line.split()]
        later = sorted(micros[1:])
        return later[-1] / 1e6, later[len(later) // 2] / 1e6, peak

    def write_rules(self):
        """The examples of the language, as the tests have them: one a line, before the first semicolon."""
        source = (TESTS / "metadata/MetadataRulesTest.java").read_text()
        examples = re.search(r'textBlock =\s+"""\n(.*?)"""', source, re.S)[1].replace("\\\\", "\\")
        rules = list(dict.fromkeys(line.split(";")[0].strip() for line in examples.splitlines() if line.strip()))
        self.rules = self.work / "rules"
        self.rules.write_text("\n".join(rules))
        return len(rules)

    def write_files(self):
        """A checkout with many files, nothing of it changed."""
        self.tree = self.work / "tree"
        for folder in range(FILES // FILES_OF_A_FOLDER):
            place = self.tree / f"module-{folder // 25}/package-{folder % 25}"
            place.mkdir(parents=True)
            for number in range(FILES_OF_A_FOLDER):
                (place / f"file-{number}.txt").write_bytes(random.randbytes(random.randrange(100, 4000)))
        (self.tree / "Dockerfile").write_text("FROM scratch\nCOPY . /\n")
        commit(self.tree)

    def context(self):
        line, peak = self.run("build.inputs.ContextTimes", self.tree, "1")
        return int(line.split()[0]) / 1e3, peak

    def report(self):
        line, peak = self.run("report.ReportFigures")
        return int(line.split()[0]) / 1e3, peak


def measure(work, rounds):
    inside = Inside(work)
    rules = f"`check tags` of {inside.write_rules()} rules at 8 events, in one process: "
    slowest, middle = Row("none", rules + "the slowest but for the first", "≤ 25 ms"), Row("none", rules + "the median", "≤ 25 ms")
    for _ in range(rounds):
        worst, usual, peak = inside.tags()
        slowest.add(worst, peak)
        middle.add(usual, peak)
    inside.write_files()
    return [middle.told(), slowest.told(),
            alone(Row("none", f"`only-changed` of {FILES:,} files", "≤ 400 ms"), rounds, inside.context),
            alone(Row("none", "summary and evidence of 200 images with 2,000 steps", "≤ 200 ms"), rounds, inside.report)]
