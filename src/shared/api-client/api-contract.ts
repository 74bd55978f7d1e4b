/** The API client's part of the contract. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call, id } from '../contract-call.ts';
import { relativePath } from '../names.ts';
import { apiRequestsViewSchema, apiSendEventSchema } from './api-views.ts';
import { apiDocumentEntrySchema, documentSourceSchema, importedSchema, importPreviewSchema } from './import-views.ts';
import { apiReferenceEventSchema } from './reference-views.ts';
import { apiTokensSchema, signInEventSchema, signInPageSchema } from './sign-in-views.ts';
import { MAX_SENT, streamEventSchema } from './stream-views.ts';
import { apiRequestSchema, apiVariableName, MAX_REQUESTS, oauthSchema } from './request-format.ts';

const nothing = z.void();
/** Longest address that a browser is sent back to, in characters: what programs commonly take. */
const MAX_PASTED = 16_000;
const values = z.record(z.string(), z.string().max(1_000_000));

export const apiContract = {
  /** The requests that the lab gives and the learner's own, now and after every change of their file. */
  watch: call.input(z.strictObject({ lab: id })).output(eventIterator(apiRequestsViewSchema)),
  /** Keeps a request in the learner's file; `replaces` is the name it had there, null for a new one, which stands before the one named by `before` or at the end. */
  save: call.input(z.strictObject({ lab: id, request: apiRequestSchema, replaces: z.string().nullable(), before: z.string().nullable().default(null) })).output(nothing),
  /** Gives a saved request its place before another one, or, for null, at the end. */
  move: call.input(z.strictObject({ lab: id, name: z.string(), before: z.string().nullable() })).output(nothing),
  remove: call.input(z.strictObject({ lab: id, name: z.string() })).output(nothing),
  /** The variables of one environment, or, for null, of all. */
  saveVariables: call.input(z.strictObject({
    lab: id, environment: z.string().trim().min(1).max(60).nullable(), variables: z.record(apiVariableName, z.string().max(20_000)),
  })).output(nothing),
  /** Sends a request from the lab host: how much of the answer is there, then all of it. Aborting cuts the connection. */
  send: call.input(z.strictObject({ lab: id, request: apiRequestSchema, values }))
    .output(eventIterator(apiSendEventSchema)),
  /** Opens a WebSocket or an event stream from the lab host. Aborting closes it. */
  openStream: call.input(z.strictObject({
    lab: id, request: apiRequestSchema, values, lastEventId: z.string().max(20_000).nullable(), reconnect: z.boolean(),
  })).output(eventIterator(streamEventSchema)),
  sendMessage: call.input(z.strictObject({ stream: id, text: z.string().max(MAX_SENT) })).output(nothing),
  /** A batch of entries was drawn: the next may come. */
  confirmBatch: call.input(z.strictObject({ stream: id })).output(nothing),
  /** Ends the connection; its log then ends by itself, with how it was closed. */
  closeStream: call.input(z.strictObject({ stream: id })).output(nothing),
  /** Signs in by OAuth: the address for the browser, then the tokens. Aborting closes all that waits for them. */
  signIn: call.input(z.strictObject({ lab: id, auth: oauthSchema, values, page: signInPageSchema })).output(eventIterator(signInEventSchema)),
  /** The address that the browser was sent back to, by hand. */
  pasteRedirect: call.input(z.strictObject({ signIn: id, address: z.string().max(MAX_PASTED) })).output(nothing),
  refreshTokens: call.input(z.strictObject({ lab: id, auth: oauthSchema, values, refreshToken: z.string().min(1) })).output(apiTokensSchema),
  /** OpenAPI documents and Postman collections in the workspace. */
  documents: call.input(z.strictObject({ lab: id })).output(z.array(apiDocumentEntrySchema)),
  /** What a document would bring; nothing is written. */
  previewImport: call.input(z.strictObject({ lab: id, source: documentSourceSchema })).output(importPreviewSchema),
  /** Adds requests and variables; nothing that is there is changed. */
  importRequests: call.input(z.strictObject({ lab: id, requests: z.array(apiRequestSchema).min(1).max(MAX_REQUESTS), variables: z.record(apiVariableName, z.string().max(20_000)) }))
    .output(importedSchema),
  /** An OpenAPI document of the workspace as a page, now and after every change of it. */
  watchReference: call.input(z.strictObject({ lab: id, path: relativePath })).output(eventIterator(apiReferenceEventSchema)),
  undoImport: call.input(z.strictObject({ lab: id, imported: importedSchema })).output(nothing),
};
