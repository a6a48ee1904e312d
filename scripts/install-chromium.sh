#!/bin/sh
# Installs Debian's Chromium where that is possible without asking anybody; otherwise says what is skipped and why.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null 2>&1 && exit 0
fi
echo "SKIPPED: the browser tests will not run, because there is no Chromium and it could not be installed."
echo "         On Debian or Ubuntu: apt-get install chromium; elsewhere set CHROMIUM to the program's path."
exit 0
