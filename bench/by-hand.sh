#!/usr/bin/env bash
# The same work with the tools that people have: token, role, login, build, push, digest.
#   by-hand.sh CONTEXT REFERENCE      (AWS and DOCKER name the tools, ROLE the role)
set -euo pipefail
export AWS_DEFAULT_REGION=$AWS_REGION # version 1 of the AWS CLI knows only this one
context=$1 reference=$2
registry=${reference%%/*}

token=$(curl -sS -H "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | sed 's/.*"value" *: *"\([^"]*\)".*/\1/')
read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <(
  "$AWS" sts assume-role-with-web-identity --role-arn "$ROLE" --role-session-name by-hand \
    --web-identity-token "$token" --output text \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]')
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
"$AWS" ecr get-login-password | "$DOCKER" login --username AWS --password-stdin "$registry" >/dev/null 2>&1
metadata=$(mktemp)
"$DOCKER" buildx build --push --provenance=false --quiet --metadata-file "$metadata" -t "$reference" "$context" >/dev/null
sed -n 's/.*"containerimage.digest": *"\([^"]*\)".*/\1/p' "$metadata"
rm "$metadata"
