/** What the docker engine lacks for a lab: asked of the daemon's images, nothing is started. */
import { BackbenchError, type ErrorReport } from '../../../shared/errors.ts';
import type { ServiceKind } from '../../../shared/lab-format.ts';
import type { Service } from '../../services/service.ts';
import { isProgramTool } from '../../tools/tool-table.ts';
import type { Daemon } from './daemon.ts';
import type { Images } from './images.ts';
import { isNotFound } from './map-error.ts';
import type { ToolSearch } from './tool-search.ts';

/** What Docker uses for an image that sets no PATH (its own default, in the daemon's oci/defaults). */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface ImageFacts {
  id: string;
  bytes: number;
  /** Where its programs are looked for. */
  path: string;
}

/** @returns null when the daemon does not have the image */
export async function findImage(daemon: Daemon, reference: string, signal: AbortSignal): Promise<ImageFacts | null> {
  try {
    const info = await daemon.call({ operation: `inspect image ${reference}`, signal }, (docker) => docker.getImage(reference).inspect());
    const path = (info.Config.Env as string[] | null ?? []).find((entry) => entry.startsWith('PATH='))?.slice('PATH='.length);
    return { id: info.Id, bytes: info.Size, path: path ?? DEFAULT_PATH };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export interface MissingParts {
  daemon: Daemon;
  images: Images;
  services: Record<ServiceKind, Service>;
  tools: ToolSearch;
}

/**
 * One report for each image that is not there, and for each tool that the shell's image does not hold.
 * @throws BackbenchError when the daemon can't answer
 */
export async function missingImages(
  { daemon, images, services, tools }: MissingParts, needs: { services: ServiceKind[]; tools: string[] }, signal: AbortSignal,
): Promise<ErrorReport[]> {
  const reports = await Promise.all([
    ...[...new Set(needs.services)].map(async (kind) => {
      const { reference } = await images.of(kind, services[kind].container.image);
      return await findImage(daemon, reference, signal) === null ? [imageMissing(kind, reference)] : [];
    }),
    images.shellFor(needs.tools).then(async ({ name, reference }) => {
      const image = await findImage(daemon, reference, signal);
      if (image === null) return [imageMissing(name, reference)];
      // Libraries come with the image; programs are looked for, since the settings may name an image of one's own.
      const programs = needs.tools.filter(isProgramTool);
      const absent = await tools.absent(daemon, { ...image, reference }, programs, signal);
      return absent.map((tool) => toolMissing(tool, reference, image.path));
    }),
  ]);
  return reports.flat();
}

export function imageMissing(service: string, image: string): ErrorReport {
  return new BackbenchError('IMAGE_MISSING', { service, image }).toReport();
}

function toolMissing(tool: string, image: string, path: string): ErrorReport {
  const attempts = [{ place: image, source: "the image of the lab's shell", outcome: `no program of that name in ${path}` }];
  return new BackbenchError('BINARY_MISSING', { service: tool, attempts }).toReport();
}
