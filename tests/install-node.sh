#!/bin/sh
# See to it that the scripts of the page can be checked: install Debian's Node.js where that is possible.
set -eu

command -v npm >/dev/null && exit 0

fail() {
    echo "tests: the page's scripts are checked with Node.js, and $1; install it: sudo apt-get install nodejs npm" >&2
    exit 1
}

command -v apt-get >/dev/null || fail "there is no 'npm' command and no apt-get to install it with"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    fail "there is no 'npm' command and no right to install it"
fi

echo "tests: installing Node.js" >&2
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
$as_root apt-get update -qq || fail "apt-get update failed"
$as_root apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null || fail "apt-get could not install it"
