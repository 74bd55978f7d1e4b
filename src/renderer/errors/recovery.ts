/** What can be done about each error: the one table from a code to its buttons. */
import type { MessageKey } from '../../shared/words/language-pack.ts';
import type { ErrorCode } from '../../shared/errors.ts';

/** A way out. Where an error is shown decides which of them it can offer. */
export type Recovery =
  | 'retry'
  | 'look-again'
  | 'use-native'
  | 'use-docker'
  | 'engine-auto'
  | 'start-lab'
  | 'restart-service'
  | 'reset-lab'
  | 'open-computer'
  | 'open-settings'
  | 'open-course'
  | 'copy-build-command'
  | 'show-data-folder';

export const recoveryLabels: Readonly<Record<Recovery, MessageKey>> = {
  retry: 'errors.retry',
  'look-again': 'errors.look-again',
  'use-native': 'errors.use-native',
  'use-docker': 'errors.use-docker',
  'engine-auto': 'errors.engine-auto',
  'start-lab': 'errors.start-lab',
  'restart-service': 'errors.restart-service',
  'reset-lab': 'errors.reset-lab',
  'open-computer': 'errors.open-computer',
  'open-settings': 'errors.open-settings',
  'open-course': 'errors.open-course',
  'copy-build-command': 'errors.copy-build-command',
  'show-data-folder': 'errors.show-data-folder',
};

/** The command that makes the images. */
export const BUILD_COMMAND = 'images build';

/** The best way out first. */
export const recoveries: Readonly<Record<ErrorCode, readonly Recovery[]>> = {
  DOCKER_NOT_FOUND: ['look-again', 'retry', 'use-native'],
  DOCKER_PERMISSION: ['look-again', 'retry', 'use-native'],
  DOCKER_TIMEOUT: ['look-again', 'retry', 'use-native'],
  DOCKER_FAILED: ['retry', 'look-again', 'open-computer'],
  DOCKER_NO_ADDRESSES: ['retry', 'use-native'],
  IMAGE_MISSING: ['copy-build-command', 'look-again', 'retry', 'use-native', 'open-settings'],
  IMAGE_UNKNOWN: ['open-settings'],
  IMAGE_BASE_MISSING: ['copy-build-command', 'look-again', 'use-native'],
  IMAGE_BUILD_FAILED: ['copy-build-command', 'look-again', 'use-native'],
  LIBRARIES_FAILED: ['look-again', 'use-docker'],
  STACK_UNKNOWN: [],
  TOOL_MISSING: ['look-again', 'retry', 'use-docker'],
  BINARY_MISSING: ['look-again', 'retry', 'use-docker'],
  ENGINE_UNAVAILABLE: ['open-computer', 'retry', 'engine-auto'],
  ENGINE_NOT_SUPPORTED: ['engine-auto', 'open-settings'],
  MEMORY_LIMIT: ['open-settings', 'retry'],
  MEMORY_HELD: ['retry', 'open-settings'],
  PROFILE_UNKNOWN: [],
  PROFILE_NOT_CHOSEN: [],
  PROFILE_NAME_UNUSABLE: [],
  PIN_UNUSABLE: [],
  PIN_WRONG: [],
  PIN_WAIT: [],
  RUNS_AS_ROOT: ['use-docker', 'open-computer'],
  SERVICE_START_TIMEOUT: ['retry', 'restart-service', 'open-computer'],
  SERVICE_EXITED: ['restart-service', 'retry', 'reset-lab'],
  SERVICE_UNREACHABLE: ['restart-service', 'retry', 'reset-lab'],
  SERVICE_SEED_FAILED: ['retry', 'reset-lab'],
  SERVICE_UNKNOWN: [],
  FAULT_UNAVAILABLE: [],
  FAULT_FAILED: ['restart-service'],
  PORT_TAKEN: ['retry', 'restart-service'],
  POLICY_INVALID: ['retry'],
  SET_BY_ADMINISTRATOR: ['open-settings'],
  LABS_FOLDER_UNUSABLE: ['retry', 'open-computer'],
  LAB_NOT_FOUND: ['open-course'],
  LAB_INVALID: ['open-course'],
  STEP_NOT_FOUND: ['open-course'],
  VARIANT_NOT_CHOSEN: ['open-course'],
  VARIANT_UNKNOWN: ['open-course'],
  CHECK_NOT_FOUND: ['open-course'],
  SESSION_NOT_OPEN: ['start-lab'],
  SESSION_BUSY: ['retry'],
  NOTHING_TO_UNDO: [],
  CHECKPOINT_UNKNOWN: [],
  CHECKPOINT_DAMAGED: [],
  RESTORE_UNFINISHED: ['start-lab', 'retry'],
  NO_MORE_HINTS: [],
  PATH_REFUSED: [],
  FILE_NOT_FOUND: [],
  FILE_TOO_LARGE: [],
  FILE_CHANGED: [],
  FILE_NOT_TEXT: [],
  QUERY_FAILED: [],
  ROW_GONE: [],
  WRITE_REFUSED: [],
  QUERY_UNREADABLE: [],
  API_ADDRESS_REFUSED: [],
  API_NO_ANSWER: ['retry'],
  API_REQUEST_INVALID: [],
  API_VALUES_MISSING: [],
  API_FILE_UNREADABLE: [],
  API_NAME_TAKEN: [],
  API_DOCUMENT_UNREADABLE: [],
  API_DOCUMENT_EMPTY: [],
  API_FILE_FULL: [],
  API_STREAM_REFUSED: ['retry'],
  API_STREAM_CLOSED: [],
  API_SIGN_IN_FAILED: ['retry'],
  API_TOKEN_REFUSED: ['retry'],
  TERMINAL_NOT_FOUND: ['retry'],
  TERMINAL_FAILED: ['retry', 'start-lab'],
  DISK_FULL: ['show-data-folder', 'retry'],
  DATA_FOLDER_UNUSABLE: ['show-data-folder', 'retry'],
  DATABASE_CORRUPT: ['show-data-folder'],
  DATABASE_NEWER: ['show-data-folder'],
  MIGRATION_FAILED: ['show-data-folder'],
  PLACE_NOT_FOUND: [],
  PLACE_NOT_WRITABLE: [],
  PROGRESS_FILE_UNREADABLE: [],
  PROGRESS_SIGNATURE_WRONG: [],
  DATA_IN_USE: ['retry'],
  ERASE_INCOMPLETE: ['retry', 'show-data-folder'],
  LEARNER_UNKNOWN: [],
  RECHECK_NOT_AGREED: [],
  RECHECK_NO_WORK: [],
  ASSIGNMENT_UNREADABLE: [],
  ASSIGNMENT_SIGNATURE_WRONG: [],
  ASSIGNMENT_KEY_UNKNOWN: [],
  ASSIGNMENT_KEY_CHANGED: [],
  ASSIGNMENT_OLDER: [],
  ASSIGNMENT_MIXED: [],
  ASSIGNMENT_UNKNOWN: [],
  EXAM_FORBIDS: [],
  EXAM_NONE: [],
  EXAM_UNDER_WAY: [],
  EXAM_ONCE: [],
  EXAM_CLOSED: [],
  EXAM_LABS_MISSING: [],
  EXAM_NOT_UNDER_WAY: [],
  CERTIFICATE_UNREADABLE: [],
  CERTIFICATE_SIGNATURE_WRONG: [],
  CERTIFICATE_REFUSED: [],
  RECHECK_OTHER_VERSION: [],
  PACK_INVALID: [],
  PACK_DAMAGED: [],
  PACK_UNREADABLE: ['retry'],
  PACK_SIGNATURE_WRONG: [],
  PACK_KEY_UNKNOWN: [],
  PACK_KEY_CHANGED: [],
  PACK_OLDER: [],
  PACK_MIXED: [],
  PACK_BASE_MISSING: [],
  PACK_NOT_INSTALLED: [],
  PACK_CONFLICT: [],
  PACK_ENTRY_REFUSED: [],
  PACK_BUSY: ['retry'],
  PACK_ITEM_UNKNOWN: [],
  ROOM_ADDRESS_INVALID: [],
  ROOM_CODE_WRONG: [],
  ROOM_UNREACHABLE: ['retry'],
  ROOM_BUSY: ['retry'],
  ROOM_REFUSED: [],
  ROOM_NO_CLASS: [],
  SIGNING_KEY_MISSING: [],
  SIGNING_KEY_EXISTS: [],
  SPACE_SHORT: ['show-data-folder', 'retry'],
  CANCELLED: ['retry'],
  HOST_GONE: ['retry'],
  INPUT_REFUSED: [],
  INTERNAL: ['retry'],
};

/** The ways out of an error that `offered` can do, the best first. An unknown code can be tried again. */
export function recoveriesFor(code: string, offered: ReadonlySet<Recovery>): Recovery[] {
  const table: readonly Recovery[] = Object.hasOwn(recoveries, code) ? recoveries[code as ErrorCode] : ['retry'];
  return table.filter((recovery) => offered.has(recovery));
}
