#!/bin/sh
# See to it that the tests have a tool: install Debian's where that is possible.
# install-tool.sh COMMAND "what is tested with it" PACKAGE...
set -eu

tool=$1
what=$2
shift 2

command -v "$tool" >/dev/null && exit 0

fail() {
    echo "tests: $what, and $1; install it: sudo apt-get install $packages" >&2
    exit 1
}

packages=$*
command -v apt-get >/dev/null || fail "there is no '$tool' command and no apt-get to install it with"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    fail "there is no '$tool' command and no right to install it"
fi

echo "tests: installing $packages" >&2
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
$as_root apt-get update -qq || fail "apt-get update failed"
$as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null || fail "apt-get could not install it"
