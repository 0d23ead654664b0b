#!/usr/bin/env bash
# Puts a Debian system with Asterisk 22 into a folder of its own, and the telephones of the tests beside it: install.sh FOLDER
# A folder that has it is left as it is. Ends with 3 where this machine cannot: another system than Debian, not root, or no mirror of it in reach.
set -euo pipefail
folder=${1:?usage: install.sh FOLDER}
say() { echo "test:switch: $*" >&2; }
cannot() {
  say "$1"
  say 'The tests of a real switch need Debian 12 or newer and root: debootstrap makes a system with Asterisk 22 in a folder (590 MB, 1 to 2 minutes, once).'
  say 'Elsewhere run them in a container: docker run --rm -it --cap-add NET_ADMIN --cap-add SYS_ADMIN -v "$PWD:/callchart" -w /callchart node:22-bookworm npm run test:switch'
  exit 3
}
# What the package tools said last is why.
unreached() {
  tail -5 "$folder.log" >&2
  say "$1: these packages come from the mirror of this system in /etc/apt, which must be reached once."
  exit 3
}
command -v apt-get >/dev/null && [ -e /etc/debian_version ] || cannot 'This is not a Debian system.'
[ "$(id -u)" = 0 ] || cannot 'This user is not root.'

# One at a time: whoever comes second finds it made.
mkdir -p "$(dirname "$folder")"
exec 9>"$folder.lock"
flock 9

wanted=(debootstrap:debootstrap baresip:baresip-core sipp:sip-tester tcpdump:tcpdump ip:iproute2)
missing=()
for tool in "${wanted[@]}"; do command -v "${tool%%:*}" >/dev/null || missing+=("${tool#*:}"); done
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${missing[*]}"
  # A list of others that cannot be reached must not stop us.
  apt-get update -q >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" >"$folder.log" 2>&1 || unreached "${missing[*]} could not be installed"
fi

if [ ! -x "$folder/usr/sbin/asterisk" ]; then
  # The mirror that this system's apt already uses; either kind of file may be missing. Debian 12 has no Asterisk; sid has.
  mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true; } | sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb +(\[[^]]*\] +)?(http[^ ]+) .*/\2/p' | head -1 || true)
  [ -n "$mirror" ] || cannot 'The mirror of this system was not found in /etc/apt.'
  # Under another name until it is whole: one that was cut short is made again.
  unfinished=$folder.unfinished
  rm -rf --one-file-system "$unfinished"
  say "making a Debian system with Asterisk in $folder (1 to 2 minutes, once)"
  debootstrap --variant=minbase sid "$unfinished" "$mirror" >"$folder.log" 2>&1 || unreached 'The Debian system could not be made'
  # No daemon may start while packages are set up.
  printf '#!/bin/sh\nexit 101\n' >"$unfinished/usr/sbin/policy-rc.d"
  chmod +x "$unfinished/usr/sbin/policy-rc.d"
  chroot "$unfinished" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends asterisk asterisk-core-sounds-en-gsm asterisk-moh-opsound-gsm >>"$folder.log" 2>&1 || unreached 'Asterisk could not be installed'
  chroot "$unfinished" apt-get clean
  rm -rf --one-file-system "$folder"
  mv "$unfinished" "$folder"
fi
# Asterisk asks for its own address on every call; without these lines that is a DNS query.
printf '127.0.0.1 localhost %s\n127.0.0.1 a.root-servers.net\n' "$(hostname)" >"$folder/etc/hosts"
