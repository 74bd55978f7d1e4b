/**
 * What an archive in a pack may hold. Two kinds: trees, which are unpacked here and hold files and folders only, and
 * layers, which go to the container engine and are file systems of Linux, links included.
 */
import type { Header } from 'tar-stream';

/** What is looked at of an entry. */
export type EntryHead = Pick<Header, 'name' | 'type'> & Partial<Pick<Header, 'size' | 'linkname' | 'pax'>>;

/** In UTF-8 bytes; what file systems take. */
const MAX_NAME_BYTES = 255;
/** In UTF-16 units: what Windows takes with room for the data folder before it. */
const MAX_TREE_PATH = 200;
/** What Linux takes. */
const MAX_LAYER_PATH = 4_095;
/** Names that are devices on Windows, whatever their ending. */
const WINDOWS_DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** PAX keys that mean nothing but what they say. What changes how the archive is read (size, GNU.sparse and the like) is not among them. */
const PAX_KEYS = /^(path|linkpath|mtime|atime|ctime|uid|gid|uname|gname|SCHILY\.xattr\..+|LIBARCHIVE\.creationtime)$/;

const LAYER_TYPES: ReadonlySet<string> = new Set(['file', 'directory', 'symlink', 'link']);

/** Looks at the entries of one archive, in order. Each call gives the reason why the entry is refused, else null. */
export interface EntryRules {
  refuse(header: EntryHead): string | null;
}

export function treeRules(): EntryRules {
  const files = new Set<string>();
  const folders = new Set<string>();
  return {
    refuse(header) {
      if (header.type !== 'file' && header.type !== 'directory') return `it is a ${header.type ?? 'thing of an unknown kind'}; only files and folders are let in`;
      const name = header.type === 'directory' ? header.name.replace(/\/$/, '') : header.name;
      const fault = paxFault(header) ?? treeNameFault(name);
      if (fault !== null) return fault;
      // Windows and macOS hold "A" and "a", or two spellings of "é", for one name.
      const folded = fold(name);
      const parts = folded.split('/');
      for (let count = 1; count < parts.length; count += 1) {
        const above = parts.slice(0, count).join('/');
        if (files.has(above)) return 'a file lies where its folder should be';
        folders.add(above);
      }
      if (files.has(folded) || (header.type === 'file' && folders.has(folded))) return 'the name is there twice';
      (header.type === 'file' ? files : folders).add(folded);
      return null;
    },
  };
}

export function layerRules(): EntryRules {
  const seen = new Set<string>();
  /** Names that are links: the engine would follow them, so nothing may lie below. */
  const links = new Set<string>();
  return {
    refuse(header) {
      if (!LAYER_TYPES.has(header.type ?? '')) return `it is a ${header.type ?? 'thing of an unknown kind'}; a layer holds files, folders and links`;
      const fault = paxFault(header) ?? layerNameFault(header.name);
      if (header.type === 'file' && header.name.endsWith('/')) return 'it is a file with the name of a folder';
      if (fault !== null) return fault;
      const name = plain(header.name);
      if (name !== '' && seen.has(name)) return 'the name is there twice';
      seen.add(name);
      const parts = name.split('/');
      for (let count = 1; count < parts.length; count += 1) {
        if (links.has(parts.slice(0, count).join('/'))) return 'it lies below a link';
      }
      if (header.type === 'symlink') links.add(name);
      if (header.type === 'link') {
        const target = header.linkname ?? '';
        const wrong = layerNameFault(target);
        if (wrong !== null) return `its link leads elsewhere: ${wrong}`;
        if (links.has(plain(target)) || plain(target).split('/').some((_, index, all) => index > 0 && links.has(all.slice(0, index).join('/')))) return 'its link goes through another link';
      }
      if (header.type === 'symlink' && ((header.linkname ?? '') === '' || /\0/.test(header.linkname ?? ''))) return 'its link leads nowhere';
      return null;
    },
  };
}

function paxFault({ pax, size }: EntryHead): string | null {
  for (const key of Object.keys(pax ?? {})) if (!PAX_KEYS.test(key)) return `it carries the extension "${key.slice(0, 60)}"`;
  return Number.isSafeInteger(size ?? 0) && (size ?? 0) >= 0 ? null : 'its size is no size';
}

function treeNameFault(name: string): string | null {
  if (name === '' || name.length > MAX_TREE_PATH) return 'its name is empty or too long';
  // Control characters, also those that turn the direction of writing and make a name look like another.
  if (/[\0-\x1f\x7f\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/.test(name)) return 'its name holds a character that is not let in';
  for (const part of name.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'its name leads out of its folder';
    if (Buffer.byteLength(part) > MAX_NAME_BYTES) return 'its name is too long';
    if (/[. ]$/.test(part) || WINDOWS_DEVICES.test(part)) return 'its name means something else on Windows';
  }
  return null;
}

function layerNameFault(name: string): string | null {
  if (name === '' || Buffer.byteLength(name) > MAX_LAYER_PATH) return 'its name is empty or too long';
  if (name.includes('\0')) return 'its name holds a zero byte';
  if (name.startsWith('/')) return 'its name begins at the root';
  return name.split('/').includes('..') ? 'its name leads out of its folder' : null;
}

/** `./usr//bin/` is `usr/bin`. */
const plain = (name: string): string => name.split('/').filter((part) => part !== '' && part !== '.').join('/');

const fold = (name: string): string => name.normalize('NFC').toLowerCase();
