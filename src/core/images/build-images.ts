/** Builds our images from their recipes: what is missing, or whose recipe changed. Nothing is pulled unasked. */
import type Dockerode from 'dockerode';
import { BackbenchError } from '../../shared/errors.ts';
import { packContext } from './build-context.ts';
import { createBuildLog, type BuildStep } from './build-progress.ts';
import { daemonMessages } from './daemon-stream.ts';
import { ensureDebian } from './debian-base.ts';
import { hostCertificates } from './host-certificates.ts';
import { imageReferences, type NamedRecipe } from './image-references.ts';
import { inspectImage } from './inspect-image.ts';
import { parentOf, type ImageName, type RecipeFile } from './recipe.ts';

export interface BuildProgress {
  image: ImageName;
  /** What is being done, one line. */
  text: string;
  /** 0 to 1, over all images of this call. */
  fraction: number;
}

export interface BuildImagesOptions {
  docker: Dockerode;
  /** resources/images. */
  recipesFolder: string;
  /** Which images; all when left out. What they stand on is built too. Those that the settings replace are skipped. */
  names?: readonly ImageName[];
  /** Name to image reference, from the settings. */
  overrides?: Readonly<Record<string, string>>;
  /** Whether the Debian base may be fetched from a registry. */
  pull?: boolean;
  /** Builds even what is here already, and without the daemon's cache: brings Debian's latest packages. */
  rebuild?: boolean;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** Whether this process is root: making the Debian base on this machine needs it. */
  isRoot: boolean;
  signal: AbortSignal;
  onProgress?: (progress: BuildProgress) => void;
}

export interface BuiltImage {
  name: ImageName;
  reference: string;
  id: string;
  /** Bytes, shared layers included. */
  bytes: number;
  /** False when it was here already. */
  built: boolean;
  /** Milliseconds. */
  tookMs: number;
}

/** The label by which our images are known. */
const IMAGE_LABEL = 'dev.backbench.image';
/** Where the recipes look for {@link hostCertificates}. */
const CERTIFICATES_FILE = 'host-ca.pem';
/** Longest silence of a build, in milliseconds. The largest single download, 60 MB, says nothing while it runs. */
const SILENCE_MS = 15 * 60_000;
/** Longest wait for the removal of what is of no more use, in milliseconds. */
const TIDY_UP_MS = 10_000;
/** How much of the base's time goes into getting its Debian, where it must be got: 25 of 27 seconds. */
const DEBIAN_SHARE = 0.9;
/** Handed to the build where this machine has them; Docker knows these names without a declaration. */
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * Builds the images that are missing.
 * @returns all images that were asked for, in the order of building
 * @throws BackbenchError IMAGE_BASE_MISSING, IMAGE_BUILD_FAILED (with the build's last lines), FILE_NOT_FOUND;
 *   the signal's reason when it fires; what dockerode throws when the daemon does not answer
 */
export async function buildImages(options: BuildImagesOptions): Promise<BuiltImage[]> {
  const { docker, signal } = options;
  const all = await imageReferences(options.recipesFolder, options.overrides);
  const wanted = all.filter(({ name, ours }) => ours && (options.names === undefined || options.names.includes(name)));
  if (wanted.length === 0) return [];
  // What they stand on is looked for even when nobody asked for it, and built only if something has to stand on it.
  const plan = all.filter((image) => wanted.includes(image) || wanted.some((each) => ancestors(each.name).includes(image.name)));
  const here = await Promise.all(plan.map(({ reference }) => inspectImage(docker, reference, signal)));
  const certificates = await hostCertificates(options.env);
  const toBuild = new Set<ImageName>();
  for (const [index, { name }] of plan.entries()) {
    if (!wanted.some((image) => image.name === name) || (options.rebuild !== true && here[index] !== null)) continue;
    toBuild.add(name);
    for (const under of ancestors(name)) {
      const at = plan.findIndex((image) => image.name === under);
      if (options.rebuild === true || here[at] === null) toBuild.add(under);
    }
  }

  const results: BuiltImage[] = [];
  for (const [index, image] of plan.entries()) {
    const began = performance.now();
    const needed = toBuild.has(image.name);
    if (needed) {
      const report = ({ text, fraction }: BuildStep) => {
        options.onProgress?.({ image: image.name, text, fraction: (index + fraction) / plan.length });
      };
      const parent = parentOf(image.name);
      await buildOne(image, parent === null ? null : all.find((each) => each.name === parent)?.reference ?? null, certificates, report, options);
    }
    const found = await inspectImage(docker, image.reference, signal);
    if (found === null && needed) throw failed(image, 'the daemon reported success, but the image is not there', []);
    if (found !== null && wanted.includes(image)) {
      results.push({
        name: image.name, reference: image.reference, id: found.id, bytes: found.bytes, built: needed,
        tookMs: needed ? performance.now() - began : 0,
      });
    }
    options.onProgress?.({ image: image.name, text: image.reference, fraction: (index + 1) / plan.length });
  }
  return results;
}

/** What an image stands on, the nearest first. */
function ancestors(name: ImageName): ImageName[] {
  const parent = parentOf(name);
  return parent === null ? [] : [parent, ...ancestors(parent)];
}

async function buildOne(
  image: NamedRecipe, base: string | null, certificates: Uint8Array | null, report: (step: BuildStep) => void,
  options: BuildImagesOptions,
): Promise<void> {
  const { docker, signal, env } = options;
  report({ text: '', fraction: 0 });
  let share = 0;
  const from: Record<string, string> = base !== null ? { BASE: base } : {
    DEBIAN: await ensureDebian({
      docker, pull: options.pull === true, env, platform: options.platform, isRoot: options.isRoot, signal,
      onStep: ({ text, fraction }) => {
        share = DEBIAN_SHARE;
        report({ text, fraction: fraction * DEBIAN_SHARE });
      },
    }),
  };
  const files: RecipeFile[] = [...image.recipe.files];
  if (certificates !== null) files.push({ path: CERTIFICATES_FILE, bytes: certificates });
  const log = createBuildLog();
  try {
    const stream = await docker.buildImage(await packContext(files), {
      t: image.reference,
      buildargs: { ...proxies(env), ...from },
      labels: { [IMAGE_LABEL]: image.name },
      // The build fetches packages; the host's network works also where containers have none of their own.
      networkmode: 'host',
      rm: true,
      forcerm: true,
      nocache: options.rebuild === true,
      version: '1',
      abortSignal: signal,
    });
    for await (const message of daemonMessages(stream, { signal, idleMs: SILENCE_MS })) {
      const step = log.take(message);
      if (step !== null) report({ text: step.text, fraction: share + step.fraction * (1 - share) });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw failed(image, error instanceof Error ? error.message : String(error), log.tail(), error);
  }
  if (log.failure !== null) throw failed(image, log.failure, log.tail());
  await removeStages(docker, log.stageImages(), AbortSignal.any([signal, AbortSignal.timeout(TIDY_UP_MS)]));
}

/** Removes what the earlier stages left (compilers, downloads: several hundred megabytes). */
async function removeStages(docker: Dockerode, ids: readonly string[], abortSignal: AbortSignal): Promise<void> {
  for (const id of ids) {
    try {
      await docker.getImage(id).remove({ abortSignal });
    } catch {
      // In use by another build, or tagged by the user: then it is not ours to remove. Or the daemon is too busy:
      // it asks every container before it removes an image. The built image is good all the same.
    }
  }
}

function proxies(env: NodeJS.ProcessEnv): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of PROXY_VARIABLES) {
    const value = env[name];
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}

const failed = (image: NamedRecipe, reason: string, log: string[], cause?: unknown) =>
  new BackbenchError('IMAGE_BUILD_FAILED', { image: image.reference, reason, log }, cause === undefined ? undefined : { cause });
