"""What a team's own script does with ECR, unchanged: it knows nothing of a sandbox."""
import json

import boto3

ecr = boto3.client("ecr")
name = "team/service"

made = ecr.create_repository(
    repositoryName=name,
    imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "dev-*"}],
    imageScanningConfiguration={"scanOnPush": True},
    encryptionConfiguration={"encryptionType": "KMS"},
    tags=[{"Key": "team", "Value": "octo"}],
)["repository"]
print("made", made["repositoryName"], made["imageTagMutability"])
try:
    ecr.create_repository(repositoryName=name)
except ecr.exceptions.RepositoryAlreadyExistsException as e:
    print("there", e.response["ResponseMetadata"]["HTTPStatusCode"])

keep = {
    "rulePriority": 1,
    "description": "thirty images are enough for us",
    "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 30},
    "action": {"type": "expire"},
}
ecr.put_lifecycle_policy(repositoryName=name, lifecyclePolicyText=json.dumps({"rules": [keep]}))
policy = ecr.get_lifecycle_policy(repositoryName=name)
print("keeps", json.loads(policy["lifecyclePolicyText"])["rules"][0]["selection"]["countNumber"])
ecr.start_lifecycle_policy_preview(repositoryName=name)
ecr.get_waiter("lifecycle_policy_preview_complete").wait(
    repositoryName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 5}
)
preview = ecr.get_lifecycle_policy_preview(repositoryName=name)
print("expires", preview["summary"]["expiringImageTotalCount"])

pull = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
    "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
}
text = json.dumps({"Version": "2012-10-17", "Statement": [pull]})
ecr.set_repository_policy(repositoryName=name, policyText=text)
print("policy kept", ecr.get_repository_policy(repositoryName=name)["policyText"] == text)

arn = made["repositoryArn"]
ecr.tag_resource(resourceArn=arn, tags=[{"Key": "stage", "Value": "dev"}])
ecr.untag_resource(resourceArn=arn, tagKeys=["team"])
print("tags", ecr.list_tags_for_resource(resourceArn=arn)["tags"])

for number in range(3):
    ecr.create_repository(repositoryName=f"team/part-{number}")
pages = ecr.get_paginator("describe_repositories").paginate(PaginationConfig={"PageSize": 2})
print("all", sorted(r["repositoryName"] for page in pages for r in page["repositories"]))

for found in ecr.describe_repositories()["repositories"]:
    ecr.delete_repository(repositoryName=found["repositoryName"], force=True)
try:
    ecr.describe_repositories(repositoryNames=[name])
except ecr.exceptions.RepositoryNotFoundException as e:
    print(e.response["Error"]["Message"])
