/** How everything that this installation makes is named and labelled, so that it never touches anything else. */

/** What a container, network or volume is for. */
export type Role = 'service' | 'shell' | 'process' | 'network' | 'volume';

const PREFIX = 'dev.backbench.';
export const LABEL = {
  /** The installation's UUID: two installations on one machine never touch each other's. */
  instance: `${PREFIX}instance`,
  session: `${PREFIX}session`,
  lab: `${PREFIX}lab`,
  /** The service's id in its lab; for services only. */
  service: `${PREFIX}service`,
  role: `${PREFIX}role`,
} as const;

export interface Owner {
  instance: string;
  session: string;
  lab: string;
}

/** The labels of one thing of a session. */
export function labelsOf(owner: Owner, role: Role, service?: string): Record<string, string> {
  return {
    [LABEL.instance]: owner.instance,
    [LABEL.session]: owner.session,
    [LABEL.lab]: owner.lab,
    [LABEL.role]: role,
    ...(service === undefined ? {} : { [LABEL.service]: service }),
  };
}

/** The filter for all that is this installation's, or one session's of it. */
export function ownFilter(instance: string, session?: string): { label: string[] } {
  const label = [`${LABEL.instance}=${instance}`];
  if (session !== undefined) label.push(`${LABEL.session}=${session}`);
  return { label };
}

/**
 * The name of a session's network and of its bridge on a Linux host: with a session id of 12 characters
 * exactly the 15 that Linux allows for an interface (IFNAMSIZ less the closing zero byte).
 */
export function networkName(session: string): string {
  return `bb-${session}`;
}

/** The name of a session's container, and of its volume. */
export function containerName(session: string, part: string): string {
  return `bb-${session}-${part}`;
}
