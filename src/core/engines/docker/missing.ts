/** What the docker engine lacks for a lab: asked of the daemon's images, nothing is started. */
import { BackbenchError, type ErrorReport } from '../../../shared/errors.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import type { Service } from '../../services/service.ts';
import type { Daemon } from './daemon.ts';
import type { ImageChoice, Images } from './images.ts';
import { isNotFound } from './map-error.ts';

/** A label of a shell image: the programs it offers, separated by spaces. */
const TOOLS_LABEL = 'dev.backbench.tools';

export interface ImageFacts {
  bytes: number;
  labels: Readonly<Record<string, string>>;
}

/** @returns null when the daemon does not have the image */
export async function findImage(daemon: Daemon, reference: string, signal: AbortSignal): Promise<ImageFacts | null> {
  try {
    const info = await daemon.call({ operation: `inspect image ${reference}`, signal }, (docker) => docker.getImage(reference).inspect());
    // Images that were imported from a tar have no labels at all.
    return { bytes: info.Size, labels: info.Config.Labels ?? {} };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/**
 * One report for each image that is not there, and for each tool that the shell's image does not offer.
 * @throws BackbenchError when the daemon can't answer
 */
export async function missingImages(
  daemon: Daemon, images: Images, services: Record<ServiceKind, Service>,
  needs: { services: ServiceKind[]; tools: string[] }, signal: AbortSignal,
): Promise<ErrorReport[]> {
  const reports = await Promise.all([
    ...[...new Set(needs.services)].map(async (kind) => {
      const { reference } = await images.of(kind, services[kind].container.image);
      return await findImage(daemon, reference, signal) === null ? [imageMissing(kind, reference)] : [];
    }),
    images.of('shell', 'shell').then(async (choice) => {
      const facts = await findImage(daemon, choice.reference, signal);
      return facts === null ? [imageMissing('shell', choice.reference)] : missingTools(choice, facts, needs.tools);
    }),
  ]);
  return reports.flat();
}

export function imageMissing(service: string, image: string): ErrorReport {
  return new BackbenchError('IMAGE_MISSING', { service, image }).toReport();
}

/** An image that does not say what it offers is taken at its word: somebody chose it in the settings. */
function missingTools(choice: ImageChoice, facts: ImageFacts, tools: string[]): ErrorReport[] {
  const offered = facts.labels[TOOLS_LABEL]?.split(/\s+/);
  if (offered === undefined) return [];
  return tools.filter((tool) => !offered.includes(tool)).map((tool) => new BackbenchError('BINARY_MISSING', {
    service: tool,
    attempts: [{ place: choice.reference, source: 'the image of the lab\'s shell', outcome: `it offers ${offered.join(', ')}` }],
  }).toReport());
}
