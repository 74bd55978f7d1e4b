/** Chromium's own reasons to use the network are turned off before it starts: the app opens no connection beyond this machine. */
import type { App } from 'electron';

/** Background services of Chromium: updates of components, reports, pings, predictions. From chromium's switch lists. */
const SWITCHES = [
  'disable-background-networking',
  'disable-breakpad',
  'disable-client-side-phishing-detection',
  'disable-component-update',
  'disable-default-apps',
  'disable-domain-reliability',
  'disable-field-trial-config',
  'disable-quic',
  'disable-sync',
  'dns-prefetch-disable',
  'no-first-run',
  'no-pings',
  // No proxy is looked for, so no WPAD lookup either.
  'no-proxy-server',
] as const;

const FEATURES = [
  'AsyncDns',
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DnsOverHttps',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'Reporting',
] as const;

/** Every name fails to resolve inside Chromium. The page needs none: its own address is served without the network. */
const RESOLVER_RULES = 'MAP * ~NOTFOUND';

/** Must be called before the app is ready. */
export function stayOffline(app: App): void {
  for (const name of SWITCHES) app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch('disable-features', FEATURES.join(','));
  app.commandLine.appendSwitch('host-resolver-rules', RESOLVER_RULES);
  // WebRTC would send UDP past every request filter.
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}
