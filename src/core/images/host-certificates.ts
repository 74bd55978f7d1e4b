/**
 * What this machine trusts, for builds on a network that looks into TLS (schools, companies): the programs in
 * a build know only the authorities that their distribution ships.
 */
import { readFile } from 'node:fs/promises';

/** Debian, Ubuntu and Alpine; Fedora and its kin. */
const SYSTEM_BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt'];
/** Larger than any real bundle; keeps a wrong path from filling the memory. Bytes. */
const LARGEST_BUNDLE = 5_000_000;

/**
 * The bundle that NODE_EXTRA_CA_CERTS or SSL_CERT_FILE names, else the system's own.
 * @returns PEM, or null when there is none
 */
export async function hostCertificates(env: NodeJS.ProcessEnv): Promise<Uint8Array | null> {
  for (const path of [env.NODE_EXTRA_CA_CERTS, env.SSL_CERT_FILE, ...SYSTEM_BUNDLES]) {
    if (path === undefined || path === '') continue;
    const bytes = await readFile(path).catch(() => null);
    if (bytes !== null && bytes.byteLength <= LARGEST_BUNDLE && bytes.includes('-----BEGIN CERTIFICATE-----')) return bytes;
  }
  return null;
}
