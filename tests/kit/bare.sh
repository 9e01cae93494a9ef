#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# bare.sh PACKAGE.deb: the package in a bare Debian of this machine's release, as an office would have it: installed by apt with what it
# depends on and no more, then the demo from what it brought. Needs root, debootstrap and a connection; nothing stays behind.
set -euo pipefail
package=$(realpath "$1")
[ "$(id -u)" -eq 0 ] || { echo "bare.sh: has to be root, to make a system in a folder" >&2; exit 77; }
release=$(sed -n "s/^VERSION_CODENAME=//p" /etc/os-release)
root=$(mktemp -d) && chmod 755 "$root" # apt fetches as a user of its own
trap 'rm -rf --one-file-system "$root"' EXIT
debootstrap --variant=minbase "$release" "$root" >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
rm -f "$root.log"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
cp "$package" "$root/opt/orgsim.deb"
cat >"$root/opt/try.sh" <<'TRY'
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt-get update -qq
apt-get install -y -qq --no-install-recommends /opt/orgsim.deb >/dev/null 2>&1
mkdir /opt/work && cd /opt/work
orgsim doctor
orgsim run /usr/share/orgsim/scenarios/hanoi-2025/scenario.yaml --into hanoi.orgdb --out out >run.txt
grep -q '^T12 .* 5.1 %' run.txt || { cat run.txt; exit 1; }
orgsim report "$(orgsim runs hanoi.orgdb --last)" -o report.html
orgsim chart "$(orgsim runs hanoi.orgdb --last)" --pages --format pdf -o departments
[ -s report.html ] && [ -s departments.pdf ] && [ "$(ls out | wc -l)" -eq 16 ]
# A name of a file that an office would have, beside what was asked for.
[ -z "$(find . -name '*.tmp*' -o -name '.orgsim*')" ]
TRY
# The mounts end with the process that has them.
unshare --mount --pid --fork --mount-proc="$root/proc" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/opt chroot "$root" sh /opt/try.sh
echo "The package runs on a bare $release." >&2
