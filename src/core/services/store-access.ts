/** What the data panel needs of a key-value store and of a document store. */
import type { CollectionView, RedisCommands, RedisKeys, RedisValue, StageView } from '../../shared/store-views.ts';

/** @throws, each of them, BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export interface KeyAccess {
  keys(prefix: string, signal: AbortSignal): Promise<RedisKeys>;
  /** @returns null when there is nothing under the key */
  value(key: string, signal: AbortSignal): Promise<RedisValue | null>;
  commands(signal: AbortSignal): AsyncGenerator<RedisCommands, void, void>;
}

/** @throws, each of them, BackbenchError SERVICE_UNREACHABLE; the signal's reason */
export interface DocumentAccess {
  collections(signal: AbortSignal): Promise<CollectionView[]>;
  /** @throws BackbenchError QUERY_UNREADABLE, QUERY_FAILED as well */
  stages(text: string, signal: AbortSignal): Promise<StageView[]>;
}
