/** Asks the daemon about one image, where "it isn't here" is an answer and not an error. */
import type Dockerode from 'dockerode';

export interface PresentImage {
  id: string;
  /** Bytes, layers that are shared with other images included. */
  bytes: number;
  /** Milliseconds since 1970. */
  builtAt: number;
}

/** @returns null when the daemon has no such image */
export async function inspectImage(docker: Dockerode, reference: string, signal: AbortSignal): Promise<PresentImage | null> {
  try {
    signal.throwIfAborted();
    const found = await docker.getImage(reference).inspect();
    return { id: found.Id, bytes: found.Size, builtAt: Date.parse(found.Created) };
  } catch (error) {
    signal.throwIfAborted();
    if ((error as { statusCode?: number }).statusCode === 404) return null;
    throw error;
  }
}
