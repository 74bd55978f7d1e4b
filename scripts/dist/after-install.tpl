#!/bin/sh
# After unpacking: the command on PATH, the right of the sandbox's helper, the desktop's lists.
set -e
home='/opt/${sanitizedProductName}'

ln -sf "$home/resources/bin/backbench" /usr/bin/backbench
ln -sf "$home/${executable}" '/usr/bin/${executable}'

# Where programs may not make user namespaces, Chromium's sandbox needs this helper; elsewhere it is not run.
chown root:root "$home/chrome-sandbox"
chmod 4755 "$home/chrome-sandbox"

# Ubuntu 24.04 and later let only programs with a profile make user namespaces.
if command -v apparmor_parser > /dev/null && apparmor_status --enabled > /dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --debug "$home/resources/apparmor-profile" > /dev/null 2>&1; then
    cp -f "$home/resources/apparmor-profile" '/etc/apparmor.d/${executable}'
    if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
    fi
  fi
fi

command -v update-desktop-database > /dev/null && update-desktop-database /usr/share/applications || true
command -v gtk-update-icon-cache > /dev/null && gtk-update-icon-cache -q -f /usr/share/icons/hicolor || true
exit 0
