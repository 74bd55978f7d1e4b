/** What an OpenAPI document or a Postman collection would bring into the learner's file of requests. */
import { z } from 'zod';
import { relativePath } from '../names.ts';
import { apiRequestSchema, apiVariableName } from './request-format.ts';

/** Longest document that is read, in characters: far above what the course has, and quick to parse. */
export const MAX_DOCUMENT_LENGTH = 5_000_000;

/** Where a document comes from: a file of the workspace, or a text that was pasted or chosen. */
export const documentSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('workspace'), path: relativePath }),
  z.strictObject({ from: z.literal('text'), name: z.string().min(1).max(200), text: z.string().max(MAX_DOCUMENT_LENGTH) }),
]);
export type DocumentSource = z.infer<typeof documentSourceSchema>;

/** Why a part of a document is not taken, or not as it stands. The window has the words. */
export const LEFT_REASONS = [
  'address-elsewhere', 'auth-kind', 'body-kind', 'callbacks', 'dynamic-variable', 'external-reference', 'file-to-choose',
  'invalid-document', 'not-a-request', 'other-content-type', 'other-servers', 'saved-answers', 'script', 'too-long', 'too-many', 'webhooks',
] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];

export const leftOutSchema = z.strictObject({
  /** The request, folder or part of the document. */
  where: z.string(),
  reason: z.enum(LEFT_REASONS),
  /** The kind, name or address that is meant; may be empty. */
  detail: z.string(),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

export const importPreviewSchema = z.strictObject({
  kind: z.enum(['openapi', 'postman']),
  title: z.string(),
  requests: z.array(apiRequestSchema),
  /** Values for `{{name}}` that the document gives. */
  variables: z.record(apiVariableName, z.string()),
  left: z.array(leftOutSchema),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** What an import wrote: the names as they stand in the file, for taking it back. */
export const importedSchema = z.strictObject({ requests: z.array(z.string()), variables: z.array(z.string()) });
export type Imported = z.infer<typeof importedSchema>;

/** A document of the workspace that can be opened or imported. */
export const apiDocumentEntrySchema = z.strictObject({ path: z.string(), kind: z.enum(['openapi', 'postman']), title: z.string() });
export type ApiDocumentEntry = z.infer<typeof apiDocumentEntrySchema>;
