#!/usr/bin/env python3
"""Measures ecr-push beside the same work done by hand, interleaved, on the same sandbox and engines.

Called by script/bench, which brings the engines and tools up and names them by variables:
  ECR_PUSH_ENGINE_GRAPH, ECR_PUSH_ENGINE_CONTAINERD   unix:///…/docker.sock
  ECR_PUSH_BUILDX, ECR_PUSH_DOCKER, ECR_PUSH_AWS      paths of the real alternatives
It prints Markdown tables and writes them between the marks of docs/performance.md.
"""
import argparse, base64, json, os, pathlib, random, re, resource, shutil, statistics, subprocess
import sys, tempfile, threading, time

import action

HOME = pathlib.Path(__file__).resolve().parent.parent
OURS = HOME / "bin/ecr-push"
REPOSITORY = "bench"
MANY = [f"many-{number}" for number in range(50)]
MIB = 1 << 20
MISCONFIGURED = 2  # the exit code


class Sandbox:
    def __init__(self, folder, address="127.0.0.1", faults=()):
        folder.mkdir(exist_ok=True)
        env_file = folder / "env"
        self.process = subprocess.Popen(
            [OURS, "sandbox", "--data", folder / "data", "--env-file", env_file, "--listen", f"{address}:0",
             *(word for name in [REPOSITORY, *MANY] for word in ("--repository", name)),
             *(word for fault in faults for word in ("--fault", fault))],
            stdout=subprocess.PIPE)
        if self.process.stdout.readline().strip() != b"ready":
            raise SystemExit("the sandbox did not start")
        self.environment = {}
        for line in env_file.read_text().splitlines():
            match = re.fullmatch(r"export (\w+)='?(.*?)'?", line)
            if match:
                self.environment[match[1]] = match[2]
        self.registry = self.environment["ECR_PUSH_SANDBOX_REGISTRY"]
        self.role = self.environment["ECR_PUSH_SANDBOX_ROLE"]

    def close(self):
        self.process.terminate()
        self.process.wait()


def run(words, environment, expected=0, **options):
    """Runs a command, which ends with the expected status; returns (seconds, peak resident MiB of the largest process,
    standard output, seconds of processor time of all its processes)."""
    before = time.perf_counter()
    process = subprocess.Popen([str(w) for w in words], env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **options)
    out, err = [], []
    readers = [threading.Thread(target=lambda s, t: t.append(s.read()), args=a)
               for a in ((process.stdout, out), (process.stderr, err))]
    for reader in readers:
        reader.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - before
    for reader in readers:
        reader.join()
    if os.waitstatus_to_exitcode(status) != expected:
        sys.stderr.write(err[0].decode(errors="replace"))
        raise SystemExit(f"failed: {words[0]} …")
    return seconds, usage.ru_maxrss / 1024, out[0].decode(), usage.ru_utime + usage.ru_stime


class Bench:
    def __init__(self, engine, sandbox, work):
        self.engine, self.sandbox, self.work = engine, sandbox, work
        self.home = work / "home"
        plugins = self.home / ".docker/cli-plugins"
        plugins.mkdir(parents=True, exist_ok=True)
        link = plugins / "docker-buildx"
        if not link.exists():
            link.symlink_to(os.environ["ECR_PUSH_BUILDX"])
        self.environment = {**os.environ, **sandbox.environment, "DOCKER_HOST": engine,
                            "HOME": str(self.home), "DOCKER_CONFIG": str(self.home / ".docker")}

    def ours(self, context, tag, extra=()):
        words = [OURS, "push", "--repository", REPOSITORY, "--context", context, "--tags", tag,
                 "--role-to-assume", self.sandbox.role, "--output", "json", *extra]
        return run(words, self.environment)

    def check_many(self):
        others = "\n".join(f"repository={name}" for name in MANY[1:])
        return run([OURS, "check", "--repository", MANY[0], "--tags", "one", "--also-push-to", others,
                    "--role-to-assume", self.sandbox.role], self.environment)

    def by_hand(self, context, tag):
        return run(
            ["bash", HOME / "bench/by-hand.sh", context, f"{self.sandbox.registry}/{REPOSITORY}:{tag}"],
            {**self.environment, "AWS": os.environ["ECR_PUSH_AWS"], "DOCKER": os.environ["ECR_PUSH_DOCKER"],
             "ROLE": self.sandbox.role})

    def tidy(self, everything=False):
        """Removes what the other side leaves on the engine: images keep their 400 MB for ever."""
        docker = os.environ["ECR_PUSH_DOCKER"]
        tags = "*" if everything else "big*"
        names = run([docker, "images", "--format", "{{.Repository}}:{{.Tag}}", "--filter",
                     f"reference={self.sandbox.registry}/*:{tags}"], self.environment)[2].split()
        if names:
            run([docker, "image", "rm", "--force", *names], self.environment)
        run([docker, "image", "prune", "--force"], self.environment)
        if everything:
            run([docker, "builder", "prune", "--force", "--all"], self.environment)

    def password(self):
        out = run(["bash", "-c", HOME / "bench/password.sh"], {
            **self.environment, "AWS": os.environ["ECR_PUSH_AWS"], "ROLE": self.sandbox.role})[2]
        return out.strip()


def context(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "Dockerfile").write_text(
        "FROM scratch\n" + "".join(f"COPY {name} /\n" for name in files))
    for name, size in files.items():
        random_file(folder / name, size)
    return folder


def random_file(path, size):
    with open(path, "wb") as file:
        while size > 0:
            file.write(random.randbytes(min(size, 8 * MIB)))
            size -= 8 * MIB


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


class Row:
    def __init__(self, engine, work, target):
        self.engine, self.work, self.target = engine, work, target
        self.mine, self.theirs, self.peaks = [], [], []

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
            if number:
                (row.mine if who == "mine" else row.theirs).append(seconds)
                if who == "mine":
                    row.peaks.append(peak)
    print(" | ".join(row.cells()), file=sys.stderr, flush=True)
    return row


def alone(row, rounds, work, discarded=1):
    """Work that has nothing beside it: some discarded rounds, then those that count."""
    for _ in range(discarded):
        work()
    for _ in range(rounds):
        seconds, peak, *_ = work()
        row.mine.append(seconds)
        row.peaks.append(peak)
    print(" | ".join(row.cells()), file=sys.stderr, flush=True)
    return row


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--big-rounds", type=int, default=9)
    parser.add_argument("--only", choices=["cli", "action", "no-engine"], help="a part of it")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="ecr-push-bench-"))
    sandboxes, where, sizes = [], {}, {}
    try:
        sandbox = Sandbox(work)
        sandboxes.append(sandbox)
        engines = {"containerd store": "ECR_PUSH_ENGINE_CONTAINERD", "graph store": "ECR_PUSH_ENGINE_GRAPH"}
        rows, of_action = [], []
        if options.only != "action":
            rows += measure_without_engine(Bench("unix:///nowhere", sandbox, work / "none"), options.rounds)
        for name, variable in engines.items():
            if options.only == "no-engine":
                break
            if variable not in os.environ:
                print(f"{name}: not measured, {variable} is not set", file=sys.stderr)
                continue
            folder = work / name.split()[0]
            folder.mkdir()
            bench = Bench(os.environ[variable], sandbox, folder)
            version = run([os.environ["ECR_PUSH_DOCKER"], "version", "--format", "{{.Server.Version}}"],
                          bench.environment)[2].strip()
            title = f"{name} (Docker {version})"
            if options.only != "action":
                rows += measure(title, bench, options.rounds, options.big_rounds)
            if options.only != "cli":
                image = os.environ["ECR_PUSH_IMAGE_" + variable.rsplit("_", 1)[1]]
                network = json.loads(run([os.environ["ECR_PUSH_DOCKER"], "network", "inspect", "bridge"],
                                         bench.environment)[2])
                near = Sandbox(folder, network[0]["IPAM"]["Config"][0]["Gateway"])
                sandboxes.append(near)
                more, where[title] = measure_action(
                    title, Bench(bench.engine, near, folder / "action"), image, options.rounds, options.big_rounds)
                of_action += more
                sizes[title] = pull_size(image, bench.environment)
        head = ["engine", "work", "ecr-push", "by hand", "ratio", "target", "our peak memory"]
        if options.only != "action":
            publish("figures", markdown(head, [row.cells() for row in rows]), options)
        if where:
            parts = list(next(iter(where.values())))
            publish("action figures", "\n\n".join([
                markdown(head, [row.cells() for row in of_action]),
                "Where the time of a push goes that changes nothing:",
                markdown(["part", *where], [[part, *(ms(times[part]) for times in where.values())] for part in parts]),
                "The image, compressed: " + ", ".join(
                    f"{size / 1e6:.1f} MB ({title})" for title, size in sizes.items()) + "; target ≤ 70 MB."]), options)
    finally:
        for sandbox in sandboxes:
            sandbox.close()
        shutil.rmtree(work, ignore_errors=True)


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


main()
