# Sourced: token and role with the tools that people have, as credentials of the AWS CLI.
#   Needs AWS, which names the tool, and ROLE.
# shellcheck shell=bash
export AWS_DEFAULT_REGION=$AWS_REGION # version 1 of the AWS CLI knows only this one
token=$(curl -sS -H "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | sed 's/.*"value" *: *"\([^"]*\)".*/\1/')
read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <(
  "$AWS" sts assume-role-with-web-identity --role-arn "$ROLE" --role-session-name by-hand \
    --web-identity-token "$token" --output text \
    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]')
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
