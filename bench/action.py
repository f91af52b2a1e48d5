"""The action's container as GitHub's runner starts it: what it costs, and where its time goes."""
import os, pathlib, re, socket, statistics, subprocess, threading, time

CGROUPS = pathlib.Path("/sys/fs/cgroup")


class Action:
    """Runs the image with the flags, mounts and variables of the runner, on the default bridge."""

    def __init__(self, bench, image):
        self.bench, self.image = bench, image
        self.temp = bench.work / "_temp"
        for name in ("_github_home", "_github_workflow", "_runner_file_commands"):
            (self.temp / name).mkdir(parents=True, exist_ok=True)
        (self.temp / "_github_workflow/event.json").write_text("{}")
        self.output = self.temp / "_runner_file_commands/set_output"

    def push(self, context, tag, more=None, on_line=lambda _: None):
        """Returns seconds, and the container's peak memory in MiB and seconds of processor time."""
        self.output.write_text("")
        (self.temp / "_runner_file_commands/step_summary").write_text("")
        variables = self.variables(tag, more or {})
        words = [os.environ["ECR_PUSH_DOCKER"], "run", "--name", f"bench_{os.getpid()}", "--label", "bench",
                 "--workdir", "/github/workspace", "--rm"]
        for name in variables:
            words += ["-e", name]
        for source, target in ((self.bench.engine.removeprefix("unix://"), "/var/run/docker.sock"),
                               (self.temp, "/github/runner_temp"),
                               (self.temp / "_github_home", "/github/home"),
                               (self.temp / "_github_workflow", "/github/workflow"),
                               (self.temp / "_runner_file_commands", "/github/file_commands"),
                               (context, "/github/workspace")):
            words += ["-v", f"{source}:{target}"]
        with Meter(self.bench.engine) as meter:
            before = time.time()
            process = subprocess.Popen([*words, self.image], env={**self.bench.environment, **variables}, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, text=True)
            log = []
            for line in process.stdout:
                on_line(line)
                log.append(line)
            code = process.wait()
            seconds = time.time() - before
        if code != 0 or "digest=sha256:" not in self.output.read_text():
            raise SystemExit("the action failed:\n" + "".join(log))
        return seconds, meter.peak, meter.cpu

    def variables(self, tag, more):
        return {**self.bench.sandbox.environment, "INPUT_REPOSITORY": "bench", "INPUT_TAGS": tag,
                "INPUT_ROLE-TO-ASSUME": self.bench.sandbox.role, "HOME": "/github/home", "CI": "true",
                "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": "/github/workspace",
                "GITHUB_OUTPUT": "/github/file_commands/set_output",
                "GITHUB_STEP_SUMMARY": "/github/file_commands/step_summary",
                "GITHUB_EVENT_PATH": "/github/workflow/event.json", "GITHUB_EVENT_NAME": "push", **more}


class Meter:
    """What the containers of one of our engines cost while it is open, as the kernel counts it."""

    def __init__(self, engine):
        name = f"ecr-push-{pathlib.Path(engine).stem}-*"
        self.memory = next(iter([*CGROUPS.glob(f"memory/{name}"), *CGROUPS.glob(name)]), None)
        self.processor = next(iter([*CGROUPS.glob(f"cpuacct/{name}"), *CGROUPS.glob(name)]), None)
        self.peak, self.cpu = 0.0, 0.0

    def __enter__(self):
        self.used, self.open = self.usage(), True
        self.others = set(self.memory.iterdir())
        self.watcher = threading.Thread(target=self.watch)
        self.watcher.start()
        return self

    def __exit__(self, *_):
        self.open = False
        self.watcher.join()
        self.cpu = self.usage() - self.used

    def usage(self):
        if (old := self.processor / "cpuacct.usage").exists():
            return int(old.read_text()) / 1e9
        return int(re.search(r"usage_usec (\d+)", (self.processor / "cpu.stat").read_text())[1]) / 1e6

    def watch(self):
        while self.open:
            for group in set(self.memory.iterdir()) - self.others:
                for name in ("memory.max_usage_in_bytes", "memory.peak"):
                    try:
                        self.peak = max(self.peak, int((group / name).read_text()) / (1 << 20))
                    except OSError:
                        pass  # there is one or the other, and none when the container has ended
            time.sleep(0.005)


class Relay:
    """Passes connections on to a server and notes when each request came and was answered."""

    def __init__(self, host, port):
        self.server = socket.create_server((host, 0))
        self.port = self.server.getsockname()[1]
        self.target, self.calls = (host, int(port)), []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.server.accept()
            upstream = socket.create_connection(self.target)
            threading.Thread(target=self.pump, args=(client, upstream, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(upstream, client, False), daemon=True).start()

    def pump(self, source, target, asks):
        connection = id(target if asks else source)
        while data := source.recv(65536):
            if asks and re.match(rb"(GET|POST|HEAD) ", data):
                name = re.search(rb"X-Amz-Target: \S+\.(\w+)", data, re.I) or re.match(rb"\S+ (\S+)", data)
                self.calls.append([connection, name[1].decode(), time.time(), None])
            elif not asks:
                for call in reversed(self.calls):
                    if call[0] == connection:
                        call[3] = time.time()
                        break
            target.sendall(data)
        target.close()


def where_time_goes(action, context, rounds):
    """Medians in milliseconds of the parts of a push that changes nothing."""
    host, port = action.bench.sandbox.registry.rsplit(":", 1)
    relay = Relay(host, port)
    through = {name: value.replace(f":{port}", f":{relay.port}")
               for name, value in action.bench.sandbox.environment.items()
               if name in ("AWS_ENDPOINT_URL", "ACTIONS_ID_TOKEN_REQUEST_URL")}
    parts = []
    for _ in range(rounds + 1):
        relay.calls.clear()
        marks = {}
        events = subprocess.Popen([os.environ["ECR_PUSH_DOCKER"], "events", "--filter", "label=bench", "--format",
                                   "{{.Action}} {{.TimeNano}}"], env=action.bench.environment,
                                  stdout=subprocess.PIPE, text=True)
        time.sleep(0.3)
        began = time.time()
        seconds, _, _ = action.push(context, "same", {**through, "RUNNER_DEBUG": "1"},
                                    lambda line: marks.setdefault(line.strip(), time.time()))
        time.sleep(0.3)
        events.terminate()
        happened = {name: int(nanos) / 1e9 for name, nanos in
                    (line.split() for line in events.stdout if len(line.split()) == 2)}
        calls = {name.split("?")[0]: (start, end) for _, name, start, end in relay.calls}
        oidc = next(span for name, span in calls.items() if name.startswith("/") and name != "/")
        sts = calls["/"]
        ecr = [span for name, span in calls.items() if not name.startswith("/")]
        took = {line.split()[1]: float(line.split()[3]) for line in marks
                if re.match(r"::debug::phase \w+ took [\d.]+ ms", line)
                for line in [line.replace("::debug::phase", "phase")]}
        last = max(when for line, when in marks.items())
        parts.append({
            "container made and started, by the engine": happened["start"] - began,
            "Java, to the first byte of the OIDC request": oidc[0] - happened["start"],
            "OIDC token": oidc[1] - oidc[0],
            "STS, with what goes before it": sts[1] - oidc[1],
            "ECR: login, repository, tags": max(end for _, end in ecr) - sts[1],
            "build (beside OIDC, STS and ECR)": took["build"] / 1000,
            "read back": took["verify"] / 1000,
            "exit: last word to the end of the container": happened["die"] - last,
            "removal, and the end of Docker's client": began + seconds - happened["die"],
            "all of it": seconds})
    return {name: statistics.median(part[name] for part in parts[1:]) for name in parts[0]}
