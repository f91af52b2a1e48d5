#!/usr/bin/env bash
# The same work with the tools that people have: token, role, login, build, push, digest.
#   by-hand.sh CONTEXT REFERENCE      (AWS and DOCKER name the tools, ROLE the role)
set -euo pipefail
context=$1 reference=$2
registry=${reference%%/*}

. "${0%/*}/credentials.sh"
"$AWS" ecr get-login-password | "$DOCKER" login --username AWS --password-stdin "$registry" >/dev/null 2>&1
metadata=$(mktemp)
"$DOCKER" buildx build --push --provenance=false --quiet --metadata-file "$metadata" -t "$reference" "$context" >/dev/null
sed -n 's/.*"containerimage.digest": *"\([^"]*\)".*/\1/p' "$metadata"
rm "$metadata"
