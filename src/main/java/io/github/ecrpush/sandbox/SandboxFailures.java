package io.github.ecrpush.sandbox;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.iam.PolicyException;
import io.github.ecrpush.sandbox.accounts.AccountsException;
import io.github.ecrpush.sandbox.faults.FaultException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// The words for what can go wrong when a sandbox is started.
final class SandboxFailures {

  private SandboxFailures() {}

  static Failure folderTaken(Path folder) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-folder-taken",
            "Could not start the sandbox in `%s`.".formatted(folder),
            "Another sandbox that still runs has this data folder.",
            "End the other one, or give this one a folder of its own: `--data DIR`."),
        "data");
  }

  static Failure folderUnusable(Path folder, Exception cause) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-folder-unusable",
            "Could not use `%s` as the data folder of the sandbox.".formatted(folder),
            "The folder or what is in it cannot be used: " + cause + ".",
            "Give an empty folder that you may write: `--data DIR`."),
        "data");
  }

  static Failure addressTaken(InetSocketAddress listen, SocketException cause) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-address-taken",
            "Could not listen on `%s:%d`.".formatted(listen.getHostString(), listen.getPort()),
            "The system refused: " + cause.getMessage() + ".",
            "Give an address of this machine with a free port: `--listen 127.0.0.1:0`."),
        "listen");
  }

  static Failure addressMalformed(String text) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-address-malformed",
            "Could not understand `--listen %s`.".formatted(text),
            "An address is a host of this machine and a port between 0 and 65535, where 0 is any"
                + " free one.",
            "Write it like `--listen 127.0.0.1:0`."),
        "listen");
  }

  static Failure accountMalformed(String text) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-account-malformed",
            "Could not understand `--account %s`.".formatted(text),
            "An AWS account is a number of 12 digits.",
            "Write it like `--account 123456789012`."),
        "account");
  }

  static Failure repositoryMalformed(String name, String rule) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-repository-malformed",
            "Could not understand `--repository %s`.".formatted(name),
            sentence(rule),
            "Write it like `--repository team/app`."),
        "repository");
  }

  static Failure fileUnreadable(String flag, Path file, IOException cause) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-file-unreadable",
            "Could not read `--%s %s`.".formatted(flag, file),
            cause instanceof NoSuchFileException
                ? "There is no such file."
                : "The system refused: " + cause + ".",
            "Name a file that is there, from the folder where the command runs."),
        flag);
  }

  static Failure fileNotJson(String flag, Path file) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-file-not-json",
            "Could not understand `--%s %s`.".formatted(flag, file),
            "The file is not one JSON document.",
            "Find the place with `python3 -m json.tool %s`.".formatted(file)),
        flag);
  }

  static Failure trustMalformed(Path file, PolicyException cause) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-trust-malformed",
            "Could not understand `--trust %s`.".formatted(file),
            "At `%s`: %s".formatted(cause.place(), cause.getMessage()),
            """
            Write it as IAM takes it:
            {"Version": "2012-10-17", "Statement": [{
              "Effect": "Allow",
              "Principal": {"Federated":
                "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
              "Action": "sts:AssumeRoleWithWebIdentity",
              "Condition": {
                "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
                "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo/*"}}}]}
            """),
        "trust");
  }

  static Failure accountsMalformed(AccountsException cause) {
    var place = cause.place().isEmpty() ? "" : "At `%s`: ".formatted(cause.place());
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-iam-malformed",
            "Could not understand `%s`, which `--iam` leads to.".formatted(cause.file()),
            place + cause.getMessage(),
            "Write it as `docs/sandbox.md` shows it. A role is a file `ACCOUNT/roles/NAME.json` with"
                + " the properties that CloudFormation gives to an `AWS::IAM::Role`."),
        "iam");
  }

  static Failure homeMissing(Path folder, String account) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-iam-home-missing",
            "Could not find the account `%s` in `%s`.".formatted(account, folder),
            "The sandbox is at home in one account, and that has a folder like every other.",
            "Name one that is there, `--account ID`, or make it: `mkdir -p %s`."
                .formatted(folder.resolve(account).resolve("roles"))),
        "account");
  }

  static Failure peopleTwice(String flag) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-iam-alone",
            "Could not take `--%s` together with `--iam`.".formatted(flag),
            "With `--iam` the folder says whom each role trusts and which keys there are.",
            "Write it into the folder, as `docs/sandbox.md` shows, and leave `--%s` out."
                .formatted(flag)),
        flag);
  }

  static Failure faultMalformed(String text, FaultException cause) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-fault-malformed",
            "Could not understand `--fault %s`.".formatted(text),
            String.valueOf(cause.getMessage()),
            "Write it like `--fault ecr:PutImage=throttle,times=2,retry-after=1`."),
        "fault");
  }

  static Failure offsetMalformed(String text) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-clock-offset-malformed",
            "Could not understand `--clock-offset %s`.".formatted(text),
            "An offset is a number of seconds, minutes or hours, with a sign or without.",
            "Write it like `--clock-offset +10m`."),
        "clock-offset");
  }

  static Failure claimsMalformed(Path file) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-claims-malformed",
            "Could not understand `--claims %s`.".formatted(file),
            "The claims of a token are one JSON object.",
            "Write it like `{\"repository\": \"octo/app\", \"environment\": \"production\"}`."),
        "claims");
  }

  static Failure keysMalformed(Path file) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-keys-malformed",
            "Could not understand `--keys %s`.".formatted(file),
            "The keys are one JSON object of access key ids (16 letters and digits or more) and"
                + " their secrets.",
            "Write it like `{\"AKIAIOSFODNN7EXAMPLE\": \"the secret\"}`."),
        "keys");
  }

  static Failure environmentFileUnwritable(Path file, IOException cause) {
    return new Failure.Misconfigured(
        new Explanation(
            "sandbox-env-file-unwritable",
            "Could not write `--env-file %s`.".formatted(file),
            "The system refused: " + cause + ".",
            "Name a file in a folder that is there and that you may write."),
        "env-file");
  }

  private static String sentence(String words) {
    var end = words.endsWith("?") || words.endsWith(".") ? "" : ".";
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + end;
  }
}
