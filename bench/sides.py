"""Both sides of the bench: our program, and the tools that people have, on one sandbox and one engine."""
import os, pathlib, random, re, shutil, subprocess, sys, threading, time

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


def commit(folder):
    """Makes a folder a git repository in which nothing is changed. Git does not pack it, which it would do beside what is
    measured."""
    git = ["git", "-C", folder, "-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All of it"]):
        subprocess.run([*git, *words], check=True)
