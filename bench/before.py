"""The program beside an earlier version of itself, which is built anew: is a start as fast as it was?"""
import subprocess

from rows import Row, interleave
from sides import HOME, MISCONFIGURED, OURS, REPOSITORY, context, run

# What there was before one run could push many images.
COMMIT = "54fa7a6"


def build(folder):
    """The program of that commit, or nothing where the clone does not have it."""
    folder.mkdir()
    archive = subprocess.run(["git", "-C", HOME, "archive", COMMIT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if archive.returncode != 0:
        return None
    subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
    program = folder / "bin/ecr-push"
    subprocess.run([program, "--version"], check=True, stdout=subprocess.DEVNULL)
    return program


def measure(name, bench, rounds):
    before = build(bench.work / "before")
    if before is None:
        raise SystemExit(f"this clone does not have the commit {COMMIT}")
    same = context(bench.work / "start", {"a.txt": 1000})

    def row(work, *words, before_words=None, expected=0, folder=HOME):
        return interleave(Row(name, work, "≤ 1.00×"), rounds, lambda *_: None,
                          lambda _: run([OURS, *words], bench.environment, expected=expected, cwd=folder),
                          lambda _: run([before, *(before_words or words)], bench.environment, expected=expected,
                                        cwd=folder))

    def push(tag): # of its own: the two label an image differently
        return ["push", "--repository", REPOSITORY, "--context", same, "--tags", tag,
                "--role-to-assume", bench.sandbox.role, "--output", "json"]
    return [
        row("`--version`", "--version"),
        row("`--help`", "--help"),
        row("a failure that needs no network", "push", "--repository", "No/Such Name", expected=MISCONFIGURED),
        row("nothing changed, in a folder without git", *push("now"), before_words=push("before"), folder=same),
        row("nothing changed, in this repository", *push("now"), before_words=push("before"))]
