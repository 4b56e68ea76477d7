#!/bin/sh
# See to it that the browser tests have a Chromium: install Debian's where that is possible.
set -eu

command -v chromium >/dev/null && exit 0

fail() {
    echo "tests: the page is tested in Chromium, and $1; install it: sudo apt-get install chromium" >&2
    exit 1
}

command -v apt-get >/dev/null || fail "there is no 'chromium' command and no apt-get to install it with"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    fail "there is no 'chromium' command and no right to install it"
fi

echo "tests: installing Chromium" >&2
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
$as_root apt-get update -qq || fail "apt-get update failed"
$as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null || fail "apt-get could not install it"
