/** Certificates in the window: written where a person says, and verified from a file that they chose. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CertificateView } from '../../shared/certificate-contract.ts';
import { BackbenchError } from '../../shared/errors.ts';
import type { Stage } from '../../shared/lab-format.ts';
import { writeChosen, type ChosenFiles } from '../chosen-files.ts';
import { MOST_CERTIFICATE_BYTES, readCertificate } from './certificate-file.ts';
import { certificatePage } from './certificate-page.ts';
import type { Certificates } from './certificates.ts';

export interface CertificateDeskParts {
  certificates: Certificates;
  chosen: ChosenFiles;
}

export interface WantedCertificate {
  stage: Stage | null;
  token: string;
  of: { className: string; device: string } | null;
}

/** @throws BackbenchError CERTIFICATE_REFUSED, LEARNER_UNKNOWN, PATH_REFUSED, DISK_FULL */
export async function createChosen({ certificates, chosen }: CertificateDeskParts, { stage, token, of }: WantedCertificate, signal: AbortSignal): Promise<CertificateView> {
  const path = chosen.take('save', token);
  const text = await certificates.create({ stage, name: null, of: of === null ? null : { className: of.className, learner: of.device } }, signal);
  await writeChosen(path, text);
  return view(text, path, certificates);
}

/** @throws BackbenchError PATH_REFUSED, PLACE_NOT_FOUND, FILE_TOO_LARGE, CERTIFICATE_UNREADABLE, CERTIFICATE_SIGNATURE_WRONG */
export async function verifyChosen({ certificates, chosen }: CertificateDeskParts, token: string): Promise<CertificateView> {
  const path = chosen.take('read', token);
  const found = await stat(path).catch((error: unknown) => { throw new BackbenchError('PLACE_NOT_FOUND', { path }, { cause: error }); });
  if (!found.isFile()) throw new BackbenchError('CERTIFICATE_UNREADABLE', { file: basename(path), reason: 'it is not a file' });
  if (found.size > MOST_CERTIFICATE_BYTES) throw new BackbenchError('FILE_TOO_LARGE', { path, bytes: found.size, limitBytes: MOST_CERTIFICATE_BYTES });
  return view(await readFile(path, 'utf8'), path, certificates);
}

function view(text: string, path: string, { signer: own }: Certificates): CertificateView {
  const { statement, signer } = readCertificate(text, basename(path));
  const { name, stage, labs, issuedAt, className } = statement;
  return {
    name, stage, issuedAt, className, signer, ownKey: signer === own,
    labs: labs.map(({ title, passedAt }) => ({ title, passedAt })), html: certificatePage(statement, signer),
  };
}
