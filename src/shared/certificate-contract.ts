/** The calls about certificates: made for what is passed, and verified from their file alone. */
import { z } from 'zod';
import { call } from './contract-call.ts';
import { stageSchema } from './lab-format.ts';

const token = z.string().min(1).max(64);

const certificateViewSchema = z.strictObject({
  name: z.string(),
  /** Null for the whole course. */
  stage: stageSchema.nullable(),
  /** Milliseconds since 1970, by the learner's clock. */
  labs: z.array(z.strictObject({ title: z.string(), passedAt: z.number() })),
  issuedAt: z.number(),
  /** Null where the learner's own computer issued it. */
  className: z.string().nullable(),
  /** Fingerprint of the key that it is signed with. */
  signer: z.string(),
  /** True where that is the key of whoever is at work here. */
  ownKey: z.boolean(),
  /** A page to print. */
  html: z.string(),
});
export type CertificateView = z.infer<typeof certificateViewSchema>;

export const certificatesContract = {
  /** Writes the signed file to the place that main's `chooseFile` has given a token for. `of`: a learner of a class; null for one of one's own. */
  create: call.input(z.strictObject({
    stage: stageSchema.nullable(), token, of: z.strictObject({ className: z.string().min(1).max(60), device: z.string().max(64) }).nullable(),
  })).output(certificateViewSchema),
  /** Looks at a file that was chosen or dropped. An answer means that it is as it was signed. */
  verify: call.input(z.strictObject({ token })).output(certificateViewSchema),
};
