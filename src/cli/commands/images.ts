/** `backbench images list | build` */
import type { Context } from '../index.ts';
import { EXIT, type ExitCode } from '../output.ts';

const megabytes = (bytes: number | null): string => (bytes === null ? '' : `${String(Math.round(bytes / 1e6))} MB`);

/** Passed when every image is here. */
export async function listImages({ core, output, signal }: Context): Promise<ExitCode> {
  const images = await core.images.list(signal);
  output.data(images);
  for (const image of images) {
    output.say(`${image.name.padEnd(10)} ${(image.present ? 'here' : 'missing').padEnd(8)} ${megabytes(image.bytes).padStart(8)}  ${image.reference}`);
  }
  return images.every((image) => image.present) ? EXIT.passed : EXIT.couldNotRun;
}

export interface BuildOptions {
  names: string[];
  pull: boolean;
  native: boolean;
}

/** With `native` and no names, only what the native engine needs is built. */
export async function buildImages({ core, output, signal }: Context, { names, pull, native }: BuildOptions): Promise<ExitCode> {
  const built = native && names.length === 0 ? [] : await core.images.build({
    names, pull, signal,
    onProgress: ({ image, text, fraction }) => { output.progress(`${String(Math.floor(fraction * 100)).padStart(3)}% ${image}: ${text}`); },
  });
  const nativePrograms = native ? await core.images.buildNative(signal, (text) => { output.progress(text); }) : [];
  output.progress('');
  output.data({ images: built, native: nativePrograms });
  for (const image of built) {
    const took = image.built ? `built in ${(image.tookMs / 1000).toFixed(0)} s` : 'was here already';
    output.say(`${image.name.padEnd(10)} ${took.padEnd(18)} ${megabytes(image.bytes).padStart(8)}  ${image.reference}`);
  }
  for (const { built: isNew, version } of nativePrograms) output.say(`native     ${(isNew ? 'built' : 'was here already').padEnd(18)} ${version}`);
  return EXIT.passed;
}
