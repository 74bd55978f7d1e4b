/** The names of a result's column types as MySQL writes them (`decimal(10,2)`, `bigint unsigned`), and its cells as text. */
import type { FieldPacket } from 'mysql2';

export interface Column {
  name: string;
  type: string;
}

/** Numbers of the protocol's types; https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html */
const TYPE = {
  decimal: 0, tinyint: 1, smallint: 2, int: 3, float: 4, double: 5, null: 6, timestamp: 7, bigint: 8, mediumint: 9, date: 10, time: 11,
  datetime: 12, year: 13, varchar: 15, bit: 16, json: 245, newDecimal: 246, tinyBlob: 249, mediumBlob: 250, longBlob: 251, blob: 252,
  varString: 253, string: 254, geometry: 255,
} as const;

const UNSIGNED = 32;
const ENUM = 256;
const SET = 2048;
/** The character set that means "bytes". */
const BINARY = 63;
/** Results come in utf8mb4, and lengths are told in bytes. */
const BYTES_PER_CHARACTER = 4;
/** Longest text or blob of each size, in bytes. */
const BLOB_SIZES = [['tiny', 255], ['', 65_535], ['medium', 16_777_215]] as const;

const WHOLE: Readonly<Record<number, string>> = {
  [TYPE.tinyint]: 'tinyint', [TYPE.smallint]: 'smallint', [TYPE.mediumint]: 'mediumint', [TYPE.int]: 'int', [TYPE.bigint]: 'bigint',
};
const BLOBS = new Set<number>([TYPE.tinyBlob, TYPE.mediumBlob, TYPE.longBlob, TYPE.blob]);
const TEXTS = new Set<number>([TYPE.varchar, TYPE.varString, TYPE.string]);

/** @param fields as the server described them */
export function namedColumns(fields: readonly FieldPacket[]): Column[] {
  return fields.map((field) => ({ name: field.name, type: typeName(field) }));
}

function typeName(field: FieldPacket): string {
  const type = field.columnType ?? TYPE.null;
  const length = field.columnLength ?? 0;
  const flags = Number(field.flags);
  const unsigned = (flags & UNSIGNED) === 0 ? '' : ' unsigned';
  const whole = WHOLE[type];
  if (whole !== undefined) return `${whole}${type === TYPE.tinyint && length === 1 ? '(1)' : ''}${unsigned}`;
  if (field.extendedFormat === 'json') return 'json';
  if (field.extendedTypeName !== undefined) return field.extendedTypeName;
  if ((flags & ENUM) !== 0) return 'enum';
  if ((flags & SET) !== 0) return 'set';
  const isBinary = field.characterSet === BINARY;
  if (BLOBS.has(type)) return blobName(length, isBinary);
  if (TEXTS.has(type)) {
    const fixed = type === TYPE.string;
    return isBinary ? `${fixed ? 'binary' : 'varbinary'}(${String(length)})` : `${fixed ? 'char' : 'varchar'}(${String(length / BYTES_PER_CHARACTER)})`;
  }
  const fraction = field.decimals > 0 && field.decimals <= 6 ? `(${String(field.decimals)})` : '';
  switch (type) {
    // The length counts the point and the sign.
    case TYPE.decimal: case TYPE.newDecimal:
      return `decimal(${String(length - (unsigned === '' ? 1 : 0) - (field.decimals > 0 ? 1 : 0))},${String(field.decimals)})${unsigned}`;
    case TYPE.float: return `float${unsigned}`;
    case TYPE.double: return `double${unsigned}`;
    case TYPE.timestamp: return `timestamp${fraction}`;
    case TYPE.datetime: return `datetime${fraction}`;
    case TYPE.time: return `time${fraction}`;
    case TYPE.date: return 'date';
    case TYPE.year: return 'year';
    case TYPE.bit: return `bit(${String(length)})`;
    case TYPE.json: return 'json';
    case TYPE.geometry: return 'geometry';
    default: return 'null';
  }
}

function blobName(bytes: number, isBinary: boolean): string {
  const kind = isBinary ? 'blob' : 'text';
  const size = BLOB_SIZES.find(([, most]) => bytes <= (isBinary ? most : most * BYTES_PER_CHARACTER));
  return `${size?.[0] ?? 'long'}${kind}`;
}

/** Bytes are shown as hexadecimal digits, as `mysql --binary-as-hex` does; all else is text. */
export function cellText(cell: Uint8Array | null, field: FieldPacket | undefined): string | null {
  if (cell === null) return null;
  const type = field?.columnType ?? TYPE.null;
  const isBytes = type === TYPE.bit || type === TYPE.geometry || ((BLOBS.has(type) || TEXTS.has(type)) && field?.characterSet === BINARY);
  const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength);
  return isBytes ? `0x${bytes.toString('hex').toUpperCase()}` : bytes.toString('utf8');
}
