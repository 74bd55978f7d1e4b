/**
 * The contract: every call between the window and the lab host, declared once; main-contract.ts has those between
 * the window and the main process. Preload, handlers and the client derive from them. Inputs are validated on arrival, outputs before they leave. A call that streams returns an
 * event iterator; every call takes an abort signal.
 */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { policyViewSchema } from './policy.ts';
import { assignmentsContract } from './assignments-contract.ts';
import { apiContract } from './api-client/api-contract.ts';
import { answerValueSchema } from './check-format/answer.ts';
import { call, id } from './contract-call.ts';
import { certificatesContract } from './certificate-contract.ts';
import { classContract } from './class-contract.ts';
import { placementViewSchema, stageHeadViewSchema, termViewSchema } from './course-views.ts';
import { dataContract } from './data-contract.ts';
import { faultKindSchema } from './faults.ts';
import { engineKindSchema, stageSchema } from './lab-format.ts';
import { relativePath } from './names.ts';
import { packMakingContract } from './pack-making.ts';
import { packsContract } from './packs-contract.ts';
import { roomContract } from './room-contract.ts';
import { handInViewSchema, progressViewSchema, ratingSchema, reviewViewSchema } from './progress-views.ts';
import { privacyContract } from './privacy-contract.ts';
import { profilesContract } from './profiles-contract.ts';
import { atRiskSchema, usageViewSchema } from './usage-view.ts';
import { MOST_SECONDS_AT_ONCE } from './time-spent.ts';
import { restorePreviewSchema, timelineSchema } from './timeline-view.ts';
import {
  checkReportSchema, courseViewSchema, doctorItemSchema, doctorReportSchema, fileContentSchema, fileEntrySchema,
  labDetailSchema, labEngineSchema, queryResultSchema, searchMessageSchema, sessionViewSchema, settingsChangeSchema, settingsSchema,
} from './views.ts';

const inLab = z.strictObject({ lab: id });
const nothing = z.void();
const checkpoint = z.number().int().positive();

export const hostContract = {
  profiles: profilesContract,
  privacy: privacyContract,
  assignments: assignmentsContract,
  settings: {
    get: call.output(settingsSchema),
    /** What an administrator has set for this machine; null for nothing. */
    policy: call.output(policyViewSchema.nullable()),
    /** Changes the given settings, keeps the others. */
    set: call.input(settingsChangeSchema).output(settingsSchema),
  },
  doctor: {
    /** Probes engines, services and tools for real; yields items as they are known, then the report. */
    run: call.output(eventIterator(z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('item'), item: doctorItemSchema }),
      z.strictObject({ type: z.literal('report'), report: doctorReportSchema }),
    ]))),
  },
  course: {
    /** The outline now and after every change of it. */
    watch: call.output(eventIterator(courseViewSchema)),
    lab: call.input(inLab).output(labDetailSchema),
    /** What stands above each stage that has labs and a head. */
    heads: call.output(z.array(stageHeadViewSchema)),
    /** Every term of the course, by name. */
    glossary: call.output(z.array(termViewSchema)),
    /** Says that a lab's matter is known, or takes that back. */
    setKnown: call.input(z.strictObject({ lab: id, known: z.boolean() })).output(nothing),
    /** What each engine here lacks for each variant of a lab. Starts nothing. */
    variantsHere: call.input(inLab).output(z.array(z.strictObject({ variant: id, engines: z.array(labEngineSchema) }))),
  },
  placement: {
    /** Where the quiz of a stage stands. */
    view: call.input(z.strictObject({ stage: stageSchema })).output(placementViewSchema),
    /** Begins it, or begins it again: earlier answers no longer count. */
    begin: call.input(z.strictObject({ stage: stageSchema })).output(placementViewSchema),
    /** Judges and keeps an answer to the question that stands; null for "I don't know". */
    answer: call.input(z.strictObject({ lab: id, question: id, value: answerValueSchema.nullable() })).output(placementViewSchema),
  },
  progress: {
    /** Time, days, strengths and what is due, now and after every change. */
    watch: call.output(eventIterator(progressViewSchema)),
    /** The learner was at work in a lab just now, for so many seconds. */
    spent: call.input(z.strictObject({ lab: id, seconds: z.number().int().min(1).max(MOST_SECONDS_AT_ONCE) })).output(nothing),
    /** What a signed progress file would hold, for the learner to see before it is made. */
    handIn: call.output(handInViewSchema),
    /** Writes a signed progress file to the place that main's `chooseFile` has given a token for. `name`: what the learner is called in it. */
    export: call.input(z.strictObject({ name: z.string().max(80), withWork: z.boolean(), token: z.string().min(1).max(64) })).output(nothing),
  },
  review: {
    /** The question that is due longest. */
    next: call.output(reviewViewSchema),
    /** Keeps the learner's word on the answer to a question that is due, and gives the next one. */
    rate: call.input(z.strictObject({ lab: id, key: z.string().max(64), rating: ratingSchema })).output(reviewViewSchema),
  },
  session: {
    /** The lab's state now and after every change. Starts nothing. */
    watch: call.input(inLab).output(eventIterator(sessionViewSchema)),
    /** Starts the lab's services, or takes them up again where they were. Aborting undoes what was begun. */
    start: call.input(z.strictObject({ lab: id, engine: engineKindSchema.optional() })).output(nothing),
    /** Chooses the language, or switches to it. The files, data and progress of the others stay as they are. */
    chooseVariant: call.input(z.strictObject({ lab: id, variant: id })).output(nothing),
    park: call.input(inLab).output(nothing),
    resume: call.input(inLab).output(nothing),
    /** Stops the services; files and data stay. */
    stop: call.input(inLab).output(nothing),
    /** The states that can be brought back, now and after every change. */
    timeline: call.input(inLab).output(eventIterator(timelineSchema)),
    /** What restoring a checkpoint would change. Changes nothing. */
    preview: call.input(z.strictObject({ lab: id, checkpoint })).output(restorePreviewSchema),
    /** Files, data of all services and progress back to a checkpoint, or forward to one. */
    restore: call.input(z.strictObject({ lab: id, checkpoint })).output(nothing),
    /** The same to the start of the present step, or of the lab. */
    reset: call.input(z.strictObject({ lab: id, scope: z.enum(['step', 'lab']) })).output(nothing),
    /** To the start of a step, with the reference answers of the steps before. */
    jump: call.input(z.strictObject({ lab: id, step: id })).output(nothing),
    /** Takes the last reset, restore or jump back; called again, the one before that. */
    undo: call.input(inLab).output(nothing),
    goToStep: call.input(z.strictObject({ lab: id, step: id })).output(nothing),
    /** Leaves the version that was begun for the course's present one: new data and start files; the learner's files go along, see `earlier/`. */
    moveOn: call.input(inLab).output(nothing),
    check: call.input(z.strictObject({ lab: id, step: id })).output(checkReportSchema),
    /** Keeps an answer to a check's question: the ids of choices, or one text. Check looks at it. */
    answer: call.input(z.strictObject({ lab: id, check: id, value: answerValueSchema })).output(nothing),
    /** Shows the next hint of a check. */
    hint: call.input(z.strictObject({ lab: id, check: id })).output(z.strictObject({ hint: z.string() })),
    /** Brings a fault on a service, or takes it back. @see shared/faults.ts */
    setFault: call.input(z.strictObject({ lab: id, service: id, fault: faultKindSchema, active: z.boolean() })).output(nothing),
    restartService: call.input(z.strictObject({ lab: id, service: id })).output(nothing),
    /** What would be lost by stopping the lab, or by restarting one service. */
    atRisk: call.input(z.strictObject({ lab: id, service: id.optional() })).output(atRiskSchema),
    /** What the services cost and who is connected, every few seconds. */
    usage: call.input(inLab).output(eventIterator(usageViewSchema)),
    /** The service's log: the last lines, then new ones as they come. */
    logs: call.input(z.strictObject({ lab: id, service: id, tail: z.number().int().min(1).max(5000) }))
      .output(eventIterator(z.string())),
  },
  query: {
    run: call.input(z.strictObject({
      lab: id, service: id, text: z.string().max(1_000_000), limit: z.number().int().min(1).max(10_000),
    })).output(queryResultSchema),
  },
  data: dataContract,
  packs: packsContract,
  packMaking: packMakingContract,
  room: roomContract,
  classes: classContract,
  certificates: certificatesContract,
  api: apiContract,
  files: {
    /** The workspace's files now and after every change, ours or another program's. */
    watch: call.input(inLab).output(eventIterator(z.array(fileEntrySchema))),
    read: call.input(z.strictObject({ lab: id, path: relativePath })).output(fileContentSchema),
    /** Saves unless the file changed since `hash` was read (null: it must not exist yet). */
    write: call.input(z.strictObject({
      lab: id, path: relativePath, text: z.string().max(5_000_000), hash: z.string().nullable(),
    })).output(fileContentSchema),
    /** Gives a file or a folder another name; FILE_CHANGED when the name is taken. */
    move: call.input(z.strictObject({ lab: id, from: relativePath, to: relativePath })).output(nothing),
    /** Takes a file or a folder away. */
    remove: call.input(z.strictObject({ lab: id, path: relativePath })).output(z.strictObject({ removed: z.string() })),
    /** Puts back what was taken away, unless its name is taken. */
    putBack: call.input(z.strictObject({ lab: id, removed: z.string().max(40) })).output(z.strictObject({ path: z.string() })),
    /** Looks for a text in all files; aborting ends it. */
    search: call.input(z.strictObject({ lab: id, text: z.string().min(1).max(500), matchCase: z.boolean(), wholeWord: z.boolean() }))
      .output(eventIterator(searchMessageSchema)),
    /** A file as the present step began, or as the reference answer of a step leaves it; null when it is not there. */
    compare: call.input(z.strictObject({ lab: id, path: relativePath, step: id, with: z.enum(['start', 'reference']) }))
      .output(z.strictObject({ text: z.string().nullable() })),
  },
  terminal: {
    /**
     * Opens a shell in the workspace. Its bytes flow once the window attaches, see terminal-protocol.ts. `continues` names
     * a terminal that was left: what it printed comes first.
     */
    open: call.input(z.strictObject({
      lab: id, cols: z.number().int().min(2).max(1000), rows: z.number().int().min(1).max(1000), continues: id.optional(),
    })).output(z.strictObject({ terminal: z.string(), title: z.string() })),
    /** Lets a terminal's bytes flow to this window: what it printed lately, then what it prints. */
    attach: call.input(z.strictObject({ terminal: z.string() })).output(nothing),
    /** The terminals of a lab, in the order of their numbers; `left` are those whose shell ended with an earlier lab host. */
    list: call.input(inLab).output(z.array(z.strictObject({ terminal: z.string(), title: z.string(), left: z.boolean() }))),
    /** Names a terminal; an empty name gives it its number again. */
    rename: call.input(z.strictObject({ terminal: z.string(), name: z.string().max(40) })).output(nothing),
    resize: call.input(z.strictObject({
      terminal: z.string(), cols: z.number().int().min(2).max(1000), rows: z.number().int().min(1).max(1000),
    })).output(nothing),
    close: call.input(z.strictObject({ terminal: z.string() })).output(nothing),
  },
};
export type HostContract = typeof hostContract;
