#!/usr/bin/env bash
# Puts Asterisk 22 into a folder of its own, beside the system: install-asterisk.sh FOLDER
# Debian 12 has no Asterisk; sid has. Needs root. A folder that already has it is left as it is.
set -euo pipefail
folder=${1:?usage: install-asterisk.sh FOLDER}
[ "$(id -u)" = 0 ] || { echo "install-asterisk.sh: run as root: debootstrap makes a Debian system in $folder" >&2; exit 3; }
command -v apt-get >/dev/null || { echo 'install-asterisk.sh: not a Debian system: install Asterisk >= 22.8 and baresip yourself' >&2; exit 3; }

missing=()
for tool in debootstrap baresip sox; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -q >/dev/null || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends debootstrap baresip-core sox >/dev/null
fi

if [ ! -x "$folder/usr/sbin/asterisk" ]; then
  # The mirror that this system's apt already uses.
  mirror=$(cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb +(\[[^]]*\] +)?(http[^ ]+) .*/\2/p' | head -1 || true)
  mkdir -p "$folder"
  debootstrap --variant=minbase sid "$folder" "$mirror" >"$folder.log" 2>&1 || { tail -5 "$folder.log" >&2; exit 1; }
  # No daemon may start while packages are set up.
  printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
  chmod +x "$folder/usr/sbin/policy-rc.d"
  chroot "$folder" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends asterisk >>"$folder.log" 2>&1 || { tail -5 "$folder.log" >&2; exit 1; }
fi
# Asterisk asks for its own address on every call; without these lines that is a DNS query.
printf '127.0.0.1 localhost %s\n127.0.0.1 a.root-servers.net\n' "$(hostname)" >"$folder/etc/hosts"
chroot "$folder" asterisk -V
