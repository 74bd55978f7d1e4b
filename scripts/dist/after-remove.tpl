#!/bin/sh
# After removal: what after-install made is taken away. Learners' data and the policy in /etc/backbench stay.
set -e
case "$1" in upgrade|failed-upgrade|abort-*) exit 0 ;; esac

for link in /usr/bin/backbench '/usr/bin/${executable}'; do
  case $(readlink "$link" || true) in '/opt/${sanitizedProductName}/'*) rm -f "$link" ;; esac
done
if [ -f '/etc/apparmor.d/${executable}' ]; then
  if command -v apparmor_parser > /dev/null && apparmor_status --enabled > /dev/null 2>&1; then
    apparmor_parser --remove '/etc/apparmor.d/${executable}' || true
  fi
  rm -f '/etc/apparmor.d/${executable}'
fi
command -v update-desktop-database > /dev/null && update-desktop-database /usr/share/applications || true
exit 0
