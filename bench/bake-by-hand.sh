#!/usr/bin/env bash
# The same work for many images: token, role, login, and one bake for all of them, which pushes.
#   bake-by-hand.sh FILE REGISTRY      (AWS and DOCKER name the tools, ROLE the role)
set -euo pipefail
file=$1 registry=$2

. "${0%/*}/credentials.sh"
"$AWS" ecr get-login-password | "$DOCKER" login --username AWS --password-stdin "$registry" >/dev/null 2>&1
metadata=$(mktemp)
"$DOCKER" buildx bake --push --provenance=false --progress=quiet --metadata-file "$metadata" --file "$file" >/dev/null
sed -n 's/.*"containerimage.digest": *"\([^"]*\)".*/\1/p' "$metadata"
rm "$metadata"
