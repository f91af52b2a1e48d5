"""Sends recorded requests to ECR at an address, and writes each answer as a line of JSON.

usage: send.py ADDRESS AWS REQUESTS

AWS is the path of the command line. Input that is against the model is sent as it is: boto3 checks
nothing here.
"""
import base64
import datetime
import json
import re
import subprocess
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

ADDRESS, AWS, REQUESTS = sys.argv[1:]
CLIENT = boto3.client(
    "ecr",
    endpoint_url=ADDRESS,
    config=Config(parameter_validation=False, retries={"max_attempts": 0}, read_timeout=30),
)
ERROR = re.compile(r"An error occurred \((\w+)\) when calling the (\w+) operation: (.*)", re.DOTALL)


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(value)


def by_sdk(operation, given):
    if "layerPartBlob" in given:
        given["layerPartBlob"] = base64.b64decode(given["layerPartBlob"])
    try:
        answer = getattr(CLIENT, xform_name(operation))(**given)
        answer.pop("ResponseMetadata")
        return {"answer": answer}
    except ClientError as e:
        error = e.response["Error"]
        return {"code": error["Code"], "message": error["Message"]}


def by_aws(operation, given):
    command = [AWS, "ecr", xform_name(operation, "-"), "--endpoint-url", ADDRESS, "--output", "json"]
    done = subprocess.run(
        command + ["--cli-input-json", json.dumps(given)], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return {"answer": json.loads(done.stdout or "{}")}
    code, _, message = ERROR.search(done.stderr).groups()
    return {"code": code, "message": message.strip()}


upload = ""
for line in open(REQUESTS, encoding="utf-8"):
    if not line.strip() or line.startswith("#"):
        continue
    number, sender, operation, text = line.split(" ", 3)
    given = json.loads(text.replace("$uploadId", upload))
    result = (by_aws if sender == "aws" else by_sdk)(operation, given)
    upload = result.get("answer", {}).get("uploadId", upload)
    print(json.dumps({"number": int(number), **result}, default=plain, sort_keys=True), flush=True)
