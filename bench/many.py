"""Many images of one repository in one run, beside a run by hand for each, and beside one bake for all."""
import json, os

from rows import Row, interleave
from sides import HOME, MANY, MIB, OURS, commit, random_file, run

IMAGES = 20


def checkout(folder, registry, tag):
    """What a team has in git: a folder for each image, and both files that name them all."""
    names = MANY[:IMAGES]
    for name in names:
        app = folder / "apps" / name
        app.mkdir(parents=True)
        (app / "Dockerfile").write_text(f"FROM scratch\nLABEL app={name}\nCOPY program.bin settings.txt /\n")
        random_file(app / "program.bin", MIB)
        (app / "settings.txt").write_text(f"name={name}\n" * 10)
    (folder / "ecr-push.yml").write_text(
        f"defaults:\n  tags: {tag}\nimages:\n"
        + "".join(f"  {name}:\n    context: apps/{name}\n" for name in names))
    (folder / "docker-bake.json").write_text(json.dumps({
        "group": {"default": {"targets": names}},
        "target": {name: {"context": f"apps/{name}", "tags": [f"{registry}/{name}:{tag}-by-bake"]}
                   for name in names}}))
    commit(folder)
    return folder


class Many:
    """The three ways to push them all."""

    def __init__(self, bench, tag="same"):
        self.bench, self.tag = bench, tag
        self.registry = bench.sandbox.registry
        self.folder = checkout(bench.work / "many", self.registry, tag)
        self.tools = {**bench.environment, "AWS": os.environ["ECR_PUSH_AWS"], "DOCKER": os.environ["ECR_PUSH_DOCKER"],
                      "ROLE": bench.sandbox.role}

    def ours(self):
        return run([OURS, "push", "--config", "ecr-push.yml", "--role-to-assume", self.bench.sandbox.role,
                    "--output", "json"], self.bench.environment, cwd=self.folder)

    def one_by_one(self):
        """Seconds of all runs by hand together, and their processor time."""
        costs = [run(["bash", HOME / "bench/by-hand.sh", f"apps/{name}", f"{self.registry}/{name}:{self.tag}-by-hand"],
                     self.tools, cwd=self.folder) for name in MANY[:IMAGES]]
        return sum(cost[0] for cost in costs), max(cost[1] for cost in costs), "", sum(cost[3] for cost in costs)

    def bake(self):
        return run(["bash", HOME / "bench/bake-by-hand.sh", "docker-bake.json", self.registry], self.tools,
                   cwd=self.folder)


def measure(name, bench, rounds, big_rounds):
    many = Many(bench)
    return [
        interleave(Row(name, f"nothing changed, {IMAGES} images in one run, beside {IMAGES} runs by hand", "≤ 0.17×"),
                   big_rounds, lambda *_: None, lambda _: many.ours(), lambda _: many.one_by_one()),
        interleave(Row(name, "the same, beside a login by hand and one `docker buildx bake --push`", "≤ 1.30×"),
                   rounds, lambda *_: None, lambda _: many.ours(), lambda _: many.bake())]
