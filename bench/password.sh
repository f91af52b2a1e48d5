#!/usr/bin/env bash
# Prints a registry password, for the work that begins with a login at hand.
set -euo pipefail
. "${0%/*}/credentials.sh"
"$AWS" ecr get-login-password
