/** A daemon's address, read from the forms that DOCKER_HOST and Docker contexts use. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type DaemonAddress =
  | { kind: 'socket'; path: string }
  | { kind: 'tcp'; host: string; port: number; tls: TlsFiles | null };

/** Certificates in PEM form. */
export interface TlsFiles {
  ca: string;
  cert: string;
  key: string;
}

/** Docker's default ports, plain and with TLS (https://docs.docker.com/reference/cli/dockerd). */
const PLAIN_PORT = 2375;
const TLS_PORT = 2376;

/**
 * Reads `unix://…`, `npipe://…`, `tcp://…`, a bare path or a bare `host:port`.
 * @param tlsFolder where ca.pem, cert.pem and key.pem lie when the daemon wants TLS, else null
 * @returns the address, or why it can't be used, as a sentence
 */
export function parseDaemonAddress(text: string, tlsFolder: string | null): DaemonAddress | { refused: string } {
  const value = text.trim();
  if (value.startsWith('unix://')) return socket(value.slice('unix://'.length) || '/var/run/docker.sock');
  if (value.startsWith('npipe://')) return socket(value.slice('npipe://'.length) || '//./pipe/docker_engine');
  if (value.startsWith('/') || value.startsWith('\\\\')) return socket(value);
  if (value.startsWith('ssh://')) return { refused: 'Backbench does not connect over ssh; the engine must be on this machine' };
  const url = parseUrl(value.includes('://') ? value : `tcp://${value}`);
  if (url === null || url.hostname === '') return { refused: 'this is not an address of a Docker engine' };
  if (!['tcp:', 'http:', 'https:'].includes(url.protocol)) {
    return { refused: `Backbench does not know how to connect over ${url.protocol}//` };
  }
  // The workspace is mounted and ports are reached on the engine's own machine, so it has to be this one.
  if (!isLoopback(url.hostname)) return { refused: 'the engine is on another machine; Backbench needs one on this machine' };
  try {
    const tls = tlsFolder !== null || url.protocol === 'https:' ? readTls(tlsFolder) : null;
    const port = Number(url.port) || (tls === null ? PLAIN_PORT : TLS_PORT);
    return { kind: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port, tls };
  } catch (error) {
    return { refused: `its certificates can't be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The address as a person would write it. */
export function addressText(address: DaemonAddress): string {
  if (address.kind === 'socket') return address.path;
  return `tcp://${address.host.includes(':') ? `[${address.host}]` : address.host}:${String(address.port)}`;
}

function socket(path: string): DaemonAddress {
  return { kind: 'socket', path };
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function readTls(folder: string | null): TlsFiles {
  if (folder === null) throw new Error('DOCKER_CERT_PATH is not set');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}
