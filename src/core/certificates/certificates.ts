/** Certificates from this machine: a learner's own, and those that a class on it issues. */
import type { Stage } from '../../shared/lab-format.ts';
import type { LabHead } from '../catalog/lab-head.ts';
import type { Classes } from '../class/classes.ts';
import type { DeviceKey } from '../progress/device-key.ts';
import type { ExportedProgress } from '../progress/export-progress.ts';
import { verifyHistory } from '../progress/verify-history.ts';
import { writeCertificate } from './certificate-file.ts';
import { certificateStatement, type IssueParts } from './issue-certificate.ts';

export interface Certificates {
  /** Fingerprint of the key that signs them. */
  readonly signer: string;
  /**
   * @param wanted `name`: what the learner is called, for one of their own; `of`: a learner of a class, for one that the class issues
   * @returns the signed file
   * @throws BackbenchError CERTIFICATE_REFUSED, LEARNER_UNKNOWN
   */
  create(wanted: { stage: Stage | null; name: string | null; of: { className: string; learner: string } | null }, signal: AbortSignal): Promise<string>;
}

export interface CertificatesParts {
  /** Signs: it is the learner's device, and the computer that a class is on. */
  key: DeviceKey;
  classes: Pick<Classes, 'history'>;
  heads(): ReadonlyMap<string, LabHead>;
  /** What the learner is called, where they say nothing else. */
  ownName(): string;
  /** The whole history of this place, under a name. */
  history(name: string, signal: AbortSignal): Promise<ExportedProgress['content']>;
}

export function createCertificates({ key, classes, heads, ownName, history }: CertificatesParts): Certificates {
  const issue = (stage: Stage | null, drawn: Pick<IssueParts, 'name' | 'device' | 'events' | 'findings' | 'className'>): string =>
    writeCertificate(certificateStatement({ ...drawn, stage, heads: heads(), now: Date.now() }), key);
  return {
    signer: key.fingerprint,
    async create({ stage, name, of }, signal) {
      if (of !== null) {
        const { name: called, device, findings, file } = await classes.history(of.className, of.learner, signal);
        return issue(stage, { name: called, device, events: file.events, findings, className: of.className });
      }
      const content = await history(name ?? ownName(), signal);
      const device = key.fingerprint;
      return issue(stage, { name: content.pseudonym, device, events: content.events, findings: verifyHistory({ ...content, device }, Date.now()), className: null });
    },
  };
}
