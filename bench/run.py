#!/usr/bin/env python3
"""Measures ecr-push beside the same work done by hand, interleaved, on the same sandbox and engines.

Called by script/bench, which brings the engines and tools up and names them by variables:
  ECR_PUSH_ENGINE_GRAPH, ECR_PUSH_ENGINE_CONTAINERD   unix:///…/docker.sock
  ECR_PUSH_BUILDX, ECR_PUSH_DOCKER, ECR_PUSH_AWS      paths of the real alternatives
It prints Markdown tables and writes them between the marks of docs/performance.md.
"""
import argparse, base64, json, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

import action, before, inside, many
from rows import HEAD, Row, alone, interleave, markdown, ms, publish
from sides import MIB, MISCONFIGURED, OURS, REPOSITORY, Bench, Sandbox, context, random_file, run

PARTS = {
    "no-engine": "what needs no engine: start, `check`",
    "cli": "a push beside the same work by hand",
    "action": "the same by the action's container",
    "many": "many images in one run",
    "start": "a start beside that of an earlier version",
    "inside": "work inside the program: tags, files, reports"}
ENGINES = {"containerd store": "ECR_PUSH_ENGINE_CONTAINERD", "graph store": "ECR_PUSH_ENGINE_GRAPH"}


def through_relay(bench, rounds):
    """What a relay before AWS sees of pushes that change nothing, in seconds: from exec to the first byte of
    AssumeRoleWithWebIdentity, and how much later than the login, which a push needs, the last answer of the preflight
    comes: that it waits at all for the preflight is the worst case, as a build may take longer."""
    host, port = bench.sandbox.registry.rsplit(":", 1)
    relay = action.Relay(host, port)
    environment = {**bench.environment, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{relay.port}"}
    small = context(bench.work / "first", {"a.txt": 10})
    firsts, preflights = [], []
    for _ in range(rounds + 1):
        relay.calls.clear()
        before = time.time()
        run([OURS, "push", "--repository", REPOSITORY, "--context", small, "--tags", "first",
             "--role-to-assume", bench.sandbox.role], environment)
        calls = {name: (start, end) for _, name, start, end in relay.calls}
        firsts.append(calls["/"][0] - before)
        asked = max(calls[name][1] for name in ("DescribeRepositories", "BatchGetImage"))
        preflights.append(max(0.0, asked - calls["GetAuthorizationToken"][1]))
    return firsts[1:], preflights[1:]


def measure(name, bench, rounds, big_rounds):
    work = bench.work
    rows = []
    strict = "0.80×" if name.startswith("graph") else "0.65×"

    same = context(work / "same", {"one.bin": MIB, "two.txt": 100})
    same_a, same_b = same, shutil.copytree(same, work / "same-by-hand", dirs_exist_ok=True)
    rows.append(interleave(Row(name, "nothing changed", "≤ " + strict), rounds, lambda *_: None,
                           lambda _: bench.ours(same_a, "same"), lambda _: bench.by_hand(same_b, "same-by-hand")))

    change_a = context(work / "change-a", {"base.bin": MIB, "new.bin": MIB})
    change_b = context(work / "change-b", {"base.bin": MIB, "new.bin": MIB})
    rows.append(interleave(
        Row(name, "one changed 1 MB layer", "≤ " + strict), rounds,
        lambda who, _: random_file((change_a if who == "mine" else change_b) / "new.bin", MIB),
        lambda _: bench.ours(change_a, "change"), lambda _: bench.by_hand(change_b, "change-by-hand")))

    password = bench.password()
    login = f"- registry: {bench.sandbox.registry}\n  username: AWS\n  password: {password}\n"
    private = bench.home / "login"
    private.mkdir(exist_ok=True)
    (private / "config.json").write_text(json.dumps({"auths": {bench.sandbox.registry: {
        "auth": base64.b64encode(f"AWS:{password}".encode()).decode()}}}))
    plugins = private / "cli-plugins"
    plugins.mkdir(exist_ok=True)
    if not (plugins / "docker-buildx").exists():
        (plugins / "docker-buildx").symlink_to(os.environ["ECR_PUSH_BUILDX"])
    plain = {k: v for k, v in bench.environment.items() if not k.startswith(("AWS_", "ACTIONS_", "ECR_PUSH_SANDBOX"))}
    image = f"{bench.sandbox.registry}/{REPOSITORY}"
    rows.append(interleave(
        Row(name, "nothing changed, a login at hand, no AWS, beside `buildx build --push`", "≤ 1.50×"), rounds,
        lambda *_: None,
        lambda _: run([OURS, "push", "--registry", bench.sandbox.registry, "--repository", REPOSITORY, "--context",
                       same_a, "--tags", "login", "--registry-auth", login], plain),
        lambda _: run([os.environ["ECR_PUSH_DOCKER"], "buildx", "build", "--push", "--provenance=false", "-t",
                       f"{image}:login-by-hand", same_b], {**plain, "DOCKER_CONFIG": str(private)})))

    first = Row(name, "exec to the first byte of AssumeRoleWithWebIdentity", "≤ 250 ms")
    preflight = Row(name, "nothing changed: what the preflight adds at most", "≤ 60 ms")
    first.mine, preflight.mine = through_relay(bench, rounds)
    rows += [first, preflight]

    # The large ones come last: an engine is busy with what they leave for a while.
    def fresh(who, _):
        bench.tidy()
        context(work / f"big-{who}", {"one.bin": 200 * MIB, "two.bin": 200 * MIB})
    rows.append(interleave(
        Row(name, "2 × 200 MB fresh random data", "≤ 1.00×"), big_rounds, fresh,
        lambda _: bench.ours(work / "big-mine", "big"), lambda _: bench.by_hand(work / "big-theirs", "big-by-hand")))
    shutil.rmtree(work / "big-mine"); shutil.rmtree(work / "big-theirs")

    def fresh_file(who, _):
        bench.tidy()
        context(work / f"upload-{who}", {"one.bin": 400 * MIB})
    rows.append(interleave(
        Row(name, "one context file of 400 MB, build only, beside `buildx build`", "≤ 1.20×"), big_rounds, fresh_file,
        lambda _: run([OURS, "push", "--push=false", "--repository", REPOSITORY, "--context", work / "upload-mine"], plain),
        lambda _: run([os.environ["ECR_PUSH_DOCKER"], "buildx", "build", "--provenance=false", work / "upload-theirs"], plain)))
    shutil.rmtree(work / "upload-mine"); shutil.rmtree(work / "upload-theirs")
    bench.tidy(everything=True)
    return rows


def measure_without_engine(bench, rounds):
    name, slow = "none", Sandbox(bench.work / "slow", faults=["ecr=throttle,rate=10"])
    try:
        slow_bench = Bench(bench.engine, slow, bench.work / "slow")
        return [
            alone(Row(name, "`--help`", "≤ 150 ms"), rounds, lambda: run([OURS, "--help"], bench.environment)),
            alone(Row(name, "`--version`", "≤ 150 ms"), rounds, lambda: run([OURS, "--version"], bench.environment)),
            alone(Row(name, "a failure that needs no network", "≤ 150 ms"), rounds,
                  lambda: run([OURS, "push", "--repository", "No/Such Name"], bench.environment,
                              expected=MISCONFIGURED)),
            # Until the sandbox is compiled it takes as much of the processors as we do; AWS takes none of them.
            alone(Row(name, "`check` of 50 repositories", "≤ 1000 ms"), rounds, bench.check_many, discarded=10),
            alone(Row(name, "the same, throttled to 10 calls a second", "right"), 1, slow_bench.check_many,
                  discarded=0)]
    finally:
        slow.close()


def measure_action(name, bench, image, rounds, big_rounds):
    """The same work by the action's container, which is on a bridge, and so is the sandbox of both sides."""
    work, ours = bench.work, action.Action(bench, image)
    rows, cpu = [], Row(name, "action: processor time, nothing changed", "≤ 1.00×")
    same_a = context(work / "same", {"one.bin": MIB, "two.txt": 100})
    same_b = shutil.copytree(same_a, work / "same-by-hand")

    def counted(costs, cost):
        costs.append(cost[-1])
        return cost
    rows.append(interleave(
        Row(name, "action: nothing changed", "≤ 0.80×"), rounds, lambda *_: None,
        lambda _: counted(cpu.mine, ours.push(same_a, "same")),
        lambda _: counted(cpu.theirs, bench.by_hand(same_b, "same-by-hand"))))
    rows.append(cpu)

    change_a = context(work / "change-a", {"base.bin": MIB, "new.bin": MIB})
    change_b = context(work / "change-b", {"base.bin": MIB, "new.bin": MIB})
    rows.append(interleave(
        Row(name, "action: one changed 1 MB layer", "≤ 0.80×"), rounds,
        lambda who, _: random_file((change_a if who == "mine" else change_b) / "new.bin", MIB),
        lambda _: ours.push(change_a, "change"), lambda _: bench.by_hand(change_b, "change-by-hand")))
    parts = action.where_time_goes(ours, same_a, rounds)

    def fresh(who, _):
        bench.tidy()
        context(work / f"big-{who}", {"one.bin": 200 * MIB, "two.bin": 200 * MIB})
    rows.append(interleave(
        Row(name, "action: 2 × 200 MB fresh random data", "≤ 1.00×"), big_rounds, fresh,
        lambda _: ours.push(work / "big-mine", "big"), lambda _: bench.by_hand(work / "big-theirs", "big-by-hand")))
    shutil.rmtree(work / "big-mine"); shutil.rmtree(work / "big-theirs")
    bench.tidy(everything=True)
    return rows, parts


def pull_size(image, environment):
    """What a runner has to fetch, compressed as well as gzip can."""
    save = subprocess.Popen([os.environ["ECR_PUSH_DOCKER"], "save", image], env=environment, stdout=subprocess.PIPE)
    pack = subprocess.Popen(["gzip", "-9"], stdin=save.stdout, stdout=subprocess.PIPE)
    size = 0
    while chunk := pack.stdout.read(MIB):
        size += len(chunk)
    return size


def title(name, bench):
    version = run([os.environ["ECR_PUSH_DOCKER"], "version", "--format", "{{.Server.Version}}"], bench.environment)[2]
    return f"{name} (Docker {version.strip()})"


def near(bench, sandboxes):
    """The same engine with a sandbox on its bridge, where containers reach it."""
    network = json.loads(run([os.environ["ECR_PUSH_DOCKER"], "network", "inspect", "bridge"], bench.environment)[2])
    sandboxes.append(Sandbox(bench.work, network[0]["IPAM"]["Config"][0]["Gateway"]))
    return Bench(bench.engine, sandboxes[-1], bench.work / "action")


def publish_action(rows, where, sizes, options):
    parts = [[part, *(ms(times[part]) for times in where.values())] for part in next(iter(where.values()))]
    publish("action figures", "\n\n".join([
        markdown(HEAD, [row.cells() for row in rows]),
        "Where the time of a push goes that changes nothing:",
        markdown(["part", *where], parts),
        "The image, compressed: " + ", ".join(
            f"{size / 1e6:.1f} MB ({name})" for name, size in sizes.items()) + "; target ≤ 70 MB."]), options)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--big-rounds", type=int, default=9)
    parser.add_argument("--only", choices=PARTS, help="; ".join(f"{name}: {what}" for name, what in PARTS.items()))
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    options = parser.parse_args()
    parts = [options.only] if options.only else list(PARTS)
    rounds, big_rounds = options.rounds, options.big_rounds
    work = pathlib.Path(tempfile.mkdtemp(prefix="ecr-push-bench-"))
    rows, where, sizes, sandboxes = {part: [] for part in PARTS}, {}, {}, []
    try:
        sandbox = Sandbox(work)
        sandboxes.append(sandbox)
        benches = {}
        for name, variable in ENGINES.items():
            if variable in os.environ:
                (work / name.split()[0]).mkdir()
                bench = Bench(os.environ[variable], sandbox, work / name.split()[0])
                benches[title(name, bench)] = bench
            else:
                print(f"{name}: not measured, {variable} is not set", file=sys.stderr)

        if "start" in parts:
            rows["start"] += before.measure(*next(iter(benches.items())), rounds)
        if "inside" in parts:
            rows["inside"] += inside.measure(work, rounds)
        if "no-engine" in parts:
            rows["no-engine"] += measure_without_engine(Bench("unix:///nowhere", sandbox, work / "none"), rounds)
        for name, bench in benches.items():
            if "many" in parts:
                rows["many"] += many.measure(name, bench, rounds, big_rounds)
            if "cli" in parts:
                rows["cli"] += measure(name, bench, rounds, big_rounds)
            if "action" in parts:
                image = os.environ["ECR_PUSH_IMAGE_" + ("GRAPH" if name.startswith("graph") else "CONTAINERD")]
                more, where[name] = measure_action(name, near(bench, sandboxes), image, rounds, big_rounds)
                rows["action"] += more
                sizes[name] = pull_size(image, bench.environment)

        for part in parts:
            cells = [row.cells() for row in rows[part]]
            if part == "action":
                publish_action(rows[part], where, sizes, options)
            elif part == "start":
                publish("start figures", markdown([*HEAD[:3], "before", *HEAD[4:]], cells), options)
            else:
                publish(f"{part} figures", markdown(HEAD, cells), options)
    finally:
        for sandbox in sandboxes:
            sandbox.close()
        shutil.rmtree(work, ignore_errors=True)


main()
