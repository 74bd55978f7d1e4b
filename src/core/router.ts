/** The handlers of the host's half of the contract. A call that is missing here does not compile. */
import { implement } from '@orpc/server';
import { hostContract } from '../shared/contract.ts';
import type { DoctorItem, DoctorReport } from '../shared/views.ts';
import { OpenSignIns } from './api-sign-in/open-sign-ins.ts';
import { OpenStreams } from './api-streams/open-streams.ts';
import type { Core } from './core.ts';
import type { ProfileDesk } from './profiles/profile-desk.ts';
import { latest } from './latest.ts';
import { sessionName } from './progress/session-table.ts';
import { searchFiles } from './workspace/search-files.ts';
import { atRisk, watchUsage } from './session/usage-watch.ts';
import type { Terminals } from './terminal/terminals.ts';

/** What the handlers work with, once the core stands. */
export interface Ready {
  core: Core;
  terminals: Terminals;
}

/**
 * @param ready resolves when the core stands, rejects with the reason why it cannot; calls wait for it
 * @param profiles answers about who uses the machine; these calls wait for no core
 * @returns the router to serve over a port
 */
export function createRouter(ready: () => Promise<Ready>, profiles: () => Promise<ProfileDesk>) {
  const before = implement(hostContract);
  const os = before.use(async ({ next }) => next({ context: await ready() }));
  /** Calls whose caller gave no signal cannot be cancelled. */
  const never = new AbortController().signal;

  const streams = new OpenStreams();
  const signIns = new OpenSignIns();

  // Not of `os`: its router would make every call wait for the core.
  return before.router({
    profiles: {
      watch: before.profiles.watch.handler(async function* ({ signal }) { yield* (await profiles()).watch(signal ?? never); }),
      open: before.profiles.open.handler(async ({ input }) => (await profiles()).choose(input.profile, input.pin)),
      create: before.profiles.create.handler(async ({ input }) => (await profiles()).create(input.name, input.pin)),
      rename: before.profiles.rename.handler(async ({ input }) => (await profiles()).rename(input.profile, input.name, input.pin)),
      setPin: before.profiles.setPin.handler(async ({ input }) => (await profiles()).setPin(input.profile, input.pin, input.next)),
      remove: before.profiles.remove.handler(async ({ input }) => (await profiles()).remove(input.profile, input.pin)),
      leave: before.profiles.leave.handler(async () => (await profiles()).leave()),
      kept: before.profiles.kept.handler(async () => (await profiles()).kept()),
      keep: before.profiles.keep.handler(async ({ input }) => (await profiles()).keep(input.profile, input.items)),
    },
    privacy: {
      look: before.privacy.look.handler(async ({ signal }) => (await import('./privacy/privacy-desk.ts')).lookAtHeld(await profiles(), signal ?? never)),
      take: os.privacy.take.handler(async function* ({ input, context, signal }) { yield* (await import('./privacy/privacy-desk.ts')).takeHeld(context.core, input.token, signal ?? never); }),
      erase: os.privacy.erase.handler(async ({ input, context }) =>
        ({ removed: await (await import('./privacy/privacy-desk.ts')).eraseOpen({ ...context, desk: await profiles() }, input.pin) })),
    },
    settings: {
      get: os.settings.get.handler(({ context }) => context.core.settings.get()),
      policy: os.settings.policy.handler(({ context }) => context.core.settings.policy()),
      set: os.settings.set.handler(({ input, context }) => context.core.settings.set(input as Parameters<Core['settings']['set']>[0])),
    },
    doctor: {
      run: os.doctor.run.handler(({ context, signal }) => doctorStream(context.core, signal ?? never)),
    },
    course: {
      watch: os.course.watch.handler(({ context, signal }) => context.core.course.watch(signal ?? never)),
      lab: os.course.lab.handler(({ input, context }) => context.core.course.lab(input.lab)),
      heads: os.course.heads.handler(({ context }) => context.core.course.heads()),
      glossary: os.course.glossary.handler(({ context }) => context.core.course.glossary()),
      setKnown: os.course.setKnown.handler(({ input, context }) => { context.core.placement.setKnown(input.lab, input.known); }),
      variantsHere: os.course.variantsHere.handler(({ input, context, signal }) => context.core.variantsHere(input.lab, signal ?? never)),
    },
    placement: {
      view: os.placement.view.handler(({ input, context }) => context.core.placement.view(input.stage)),
      begin: os.placement.begin.handler(({ input, context }) => context.core.placement.begin(input.stage)),
      answer: os.placement.answer.handler(({ input, context }) => context.core.placement.answer(input.lab, input.question, input.value)),
    },
    progress: {
      watch: os.progress.watch.handler(({ context, signal }) => context.core.progress.watch(signal ?? never)),
      spent: os.progress.spent.handler(({ input, context }) => { context.core.progress.spent(input.lab, input.seconds); }),
      handIn: os.progress.handIn.handler(({ context }) => context.core.progress.handIn()),
      export: os.progress.export.handler(({ input, context, signal }) =>
        context.core.progress.exportTo(input.token, { pseudonym: input.name, withWork: input.withWork }, signal ?? never)),
    },
    review: {
      next: os.review.next.handler(({ context }) => context.core.review.next()),
      rate: os.review.rate.handler(({ input, context }) => context.core.review.rate(input.lab, input.key, input.rating)),
    },
    session: {
      watch: os.session.watch.handler(({ input, context, signal }) => {
        const session = context.core.sessions.of(input.lab);
        return latest((listener) => session.onChange(listener), () => session.view(), signal ?? never);
      }),
      start: os.session.start.handler(async ({ input, context, signal }) => {
        const { sessions } = context.core;
        await sessions.makeRoomFor(input.lab, signal ?? never);
        await sessions.of(input.lab).start(input.engine ?? null, signal ?? never);
      }),
      chooseVariant: os.session.chooseVariant.handler(({ input, context }) => { context.core.sessions.chooseVariant(input.lab, input.variant); }),
      park: os.session.park.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).park(signal ?? never)),
      resume: os.session.resume.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).resume(signal ?? never)),
      stop: os.session.stop.handler(async ({ input, context, signal }) => {
        const session = context.core.sessions.of(input.lab);
        await context.terminals.closeLab(sessionName(session.key));
        await session.stop(signal ?? never);
      }),
      timeline: os.session.timeline.handler(({ input, context, signal }) => {
        const session = context.core.sessions.of(input.lab);
        return latest((listener) => session.onChange(listener), () => session.timeline(), signal ?? never);
      }),
      preview: os.session.preview.handler(({ input, context }) => context.core.sessions.of(input.lab).preview(input.checkpoint)),
      restore: os.session.restore.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).restore(input.checkpoint, signal ?? never)),
      reset: os.session.reset.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).reset(input.scope, signal ?? never)),
      jump: os.session.jump.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).jump(input.step, signal ?? never)),
      undo: os.session.undo.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).undo(signal ?? never)),
      goToStep: os.session.goToStep.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).goToStep(input.step, signal ?? never)),
      moveOn: os.session.moveOn.handler(async ({ input, context, signal }) => {
        await context.terminals.closeLab(sessionName(context.core.sessions.of(input.lab).key));
        await context.core.sessions.moveOn(input.lab, signal ?? never);
      }),
      check: os.session.check.handler(({ input, context, signal }) => context.core.sessions.of(input.lab).check(input.step, signal ?? never)),
      answer: os.session.answer.handler(({ input, context }) => { context.core.sessions.of(input.lab).answer(input.check, input.value); }),
      hint: os.session.hint.handler(({ input, context }) => ({ hint: context.core.sessions.of(input.lab).hint(input.check) })),
      setFault: os.session.setFault.handler(({ input, context, signal }) =>
        context.core.sessions.of(input.lab).setFault(input, signal ?? never)),
      restartService: os.session.restartService.handler(({ input, context, signal }) =>
        context.core.sessions.of(input.lab).restartService(input.service, signal ?? never)),
      atRisk: os.session.atRisk.handler(({ input, context, signal }) => atRisk(context.core.sessions.of(input.lab).looked(), input.service, signal ?? never)),
      usage: os.session.usage.handler(({ input, context, signal }) => watchUsage(context.core.sessions.of(input.lab).looked(), signal ?? never)),
      logs: os.session.logs.handler(({ input, context, signal }) => lines(
        context.core.sessions.of(input.lab).environment().logs(input.service, { tail: input.tail, follow: true, signal: signal ?? never }),
      )),
    },
    query: {
      run: os.query.run.handler(({ input, context, signal }) =>
        context.core.sessions.of(input.lab).driver(input.service).query(input.text, input.limit, signal ?? never)),
    },
    data: {
      schema: os.data.schema.handler(({ input, context, signal }) => context.core.data.schema(input, signal ?? never)),
      run: os.data.run.handler(({ input, context, signal }) => context.core.data.run(input, input.session, input.text, signal ?? never)),
      cancel: os.data.cancel.handler(({ input, context }) => { context.core.data.cancel(input.run); }),
      rows: os.data.rows.handler(({ input, context }) => context.core.data.rows(input.run, input.from, input.count)),
      cell: os.data.cell.handler(async ({ input, context }) => ({ value: await context.core.data.cell(input.run, input.row, input.column) })),
      sort: os.data.sort.handler(({ input, context, signal }) => context.core.data.sort(input.run, input.column, input.descending, signal ?? never)),
      editSql: os.data.editSql.handler(({ input, context, signal }) => context.core.data.editSql(input.run, input.changes, signal ?? never)),
      applyEdits: os.data.applyEdits.handler(async ({ input, context, signal }) => ({ undo: await context.core.data.applyEdits(input.run, input.changes, signal ?? never) })),
      undoEdits: os.data.undoEdits.handler(({ input, context, signal }) => context.core.data.undoEdits(input, input.statements, signal ?? never)),
      explain: os.data.explain.handler(({ input, context, signal }) => context.core.data.explain(input, input.text, signal ?? never)),
      export: os.data.export.handler(({ input, context, signal }) => context.core.data.export(input.run, input.format, context.core.chosen.take('save', input.token), signal ?? never)),
      keys: os.data.keys.handler(({ input, context, signal }) => context.core.data.keys(input).keys(input.prefix, signal ?? never)),
      value: os.data.value.handler(({ input, context, signal }) => context.core.data.keys(input).value(input.key, signal ?? never)),
      commands: os.data.commands.handler(({ input, context, signal }) => context.core.data.keys(input).commands(signal ?? never)),
      collections: os.data.collections.handler(({ input, context, signal }) => context.core.data.documents(input).collections(signal ?? never)),
      stages: os.data.stages.handler(({ input, context, signal }) => context.core.data.documents(input).stages(input.text, signal ?? never)),
      endSession: os.data.endSession.handler(({ input, context }) => context.core.data.endSession(input, input.session)),
    },
    room: {
      watch: os.room.watch.handler(({ context, signal }) => context.core.room.watch(signal ?? never)),
      open: os.room.open.handler(({ input, context }) => context.core.room.open({ packs: input.tokens.map((token) => context.core.packDesk.takeFile(token)), className: input.className, port: null })),
      close: os.room.close.handler(({ context }) => context.core.room.close()),
      look: os.room.look.handler(async ({ input, context, signal }) => {
        const { address, className, packs } = await context.core.room.join(input, signal ?? never);
        return { address, className, packs };
      }),
      offer: os.room.offer.handler(async ({ input, context, signal }) => context.core.packDesk.lookAt(await context.core.room.pack(input, input.hash, signal ?? never))),
      handIn: os.room.handIn.handler(({ input, context, signal }) => context.core.progress.handInTo(input, signal ?? never)),
    },
    packMaking: {
      parts: os.packMaking.parts.handler(({ context, signal }) => context.core.packMaker.parts(signal ?? never)),
      base: os.packMaking.base.handler(({ input, context }) => context.core.packMaker.base(input.token)),
      makeKey: os.packMaking.makeKey.handler(({ input, context }) => context.core.packMaker.makeKey(input.name)),
      make: os.packMaking.make.handler(({ input, context }) => { context.core.packMaker.make(input); }),
      watch: os.packMaking.watch.handler(({ context, signal }) => context.core.packMaker.watch(signal ?? never)),
      pause: os.packMaking.pause.handler(({ context }) => { context.core.packMaker.pause(); }),
      goOn: os.packMaking.goOn.handler(({ context }) => { context.core.packMaker.goOn(); }),
      cancel: os.packMaking.cancel.handler(({ context }) => context.core.packMaker.cancel()),
      check: os.packMaking.check.handler(({ context }) => { context.core.packMaker.check(); }),
      putAway: os.packMaking.putAway.handler(({ context }) => { context.core.packMaker.putAway(); }),
    },
    packs: {
      watch: os.packs.watch.handler(({ context, signal }) => context.core.packDesk.watch(signal ?? never)),
      look: os.packs.look.handler(({ input, context }) => context.core.packDesk.look(input.token)),
      trust: os.packs.trust.handler(({ input, context }) => context.core.packDesk.trust(input)),
      forget: os.packs.forget.handler(({ input, context }) => context.core.packDesk.forget(input.fingerprint)),
      import: os.packs.import.handler(({ context }) => { context.core.packDesk.import(); }),
      pause: os.packs.pause.handler(({ context }) => context.core.packDesk.pause()),
      cancel: os.packs.cancel.handler(({ context }) => context.core.packDesk.cancel()),
      putAway: os.packs.putAway.handler(({ context }) => { context.core.packDesk.putAway(); }),
    },
    classes: {
      watchAll: os.classes.watchAll.handler(({ context, signal }) => context.core.classDesk.watchAll(signal ?? never)),
      create: os.classes.create.handler(({ input, context }) => context.core.classDesk.create(input.name)),
      remove: os.classes.remove.handler(({ input, context }) => context.core.classDesk.remove(input.name)),
      watch: os.classes.watch.handler(({ input, context, signal }) => context.core.classDesk.watch(input.name, signal ?? never)),
      collect: os.classes.collect.handler(({ input, context, signal }) => context.core.classDesk.collect(input.name, input.tokens, signal ?? never)),
      recheck: os.classes.recheck.handler(async ({ input, context, signal }) => (await import('./class/recheck-desk.ts')).recheckLearner(context.core, input, signal ?? never)),
      timeline: os.classes.timeline.handler(({ input, context, signal }) => context.core.classDesk.timeline(input.name, input.device, signal ?? never)),
      erase: os.classes.erase.handler(({ input, context, signal }) => context.core.classDesk.erase(input.name, input.device, signal ?? never)),
      saveTable: os.classes.saveTable.handler(({ input, context, signal }) => context.core.classDesk.saveTable(input.name, input.of, input.token, signal ?? never)),
      savePage: os.classes.savePage.handler(({ input, context, signal }) => context.core.classDesk.savePage(input.name, input.token, signal ?? never)),
      assign: os.classes.assign.handler(({ input, context }) => context.core.classDesk.assign(input.name, input.draft)),
      unassign: os.classes.unassign.handler(({ input, context }) => context.core.classDesk.unassign(input.name, input.id)),
      saveAssignment: os.classes.saveAssignment.handler(({ input, context }) => context.core.classDesk.saveAssignment(input.name, input.id, input.token)),
      page: os.classes.page.handler(async ({ input, context, signal }) => ({ html: await context.core.classDesk.page(input.name, signal ?? never) })),
    },
    assignments: {
      watch: os.assignments.watch.handler(({ context, signal }) => context.core.assignments.watch(signal ?? never)),
      look: os.assignments.look.handler(({ input, context }) => context.core.assignmentDesk.look(input.tokens)),
      add: os.assignments.add.handler(({ input, context }) => context.core.assignmentDesk.add(input.offer, input.trust)),
      beginExam: os.assignments.beginExam.handler(async ({ input, context }) => { await context.core.exams.begin(input.id); }),
      handInExam: os.assignments.handInExam.handler(({ context }) => { context.core.exams.handIn(); }),
      remove: os.assignments.remove.handler(({ input, context }) => context.core.assignments.remove(input.id)),
    },
    certificates: {
      create: os.certificates.create.handler(async ({ input, context, signal }) => (await import('./certificates/certificate-desk.ts')).createChosen(context.core, input, signal ?? never)),
      verify: os.certificates.verify.handler(async ({ input, context }) => (await import('./certificates/certificate-desk.ts')).verifyChosen(context.core, input.token)),
    },
    // Read when it is asked for first: the start of the app need not wait for its parsers.
    api: {
      watch: os.api.watch.handler(async ({ input, context, signal }) => (await import('./api-client/api-client.ts')).watchRequests(context.core.sessions.of(input.lab), signal ?? never)),
      save: os.api.save.handler(async ({ input, context }) =>
        (await import('./api-client/collection-file.ts')).saveRequest(await context.core.sessions.of(input.lab).workspace(), input.request, input.replaces, input.before)),
      move: os.api.move.handler(async ({ input, context }) =>
        (await import('./api-client/collection-file.ts')).moveRequest(await context.core.sessions.of(input.lab).workspace(), input.name, input.before)),
      remove: os.api.remove.handler(async ({ input, context }) =>
        (await import('./api-client/collection-file.ts')).removeRequest(await context.core.sessions.of(input.lab).workspace(), input.name)),
      saveVariables: os.api.saveVariables.handler(async ({ input, context }) =>
        (await import('./api-client/collection-file.ts')).saveVariables(await context.core.sessions.of(input.lab).workspace(), input.environment, input.variables)),
      openStream: os.api.openStream.handler(async ({ input, context, signal }) =>
        (await import('./api-streams/stream-in-lab.ts')).streamInLab(context.core.sessions.of(input.lab), input, streams, signal ?? never)),
      sendMessage: os.api.sendMessage.handler(({ input }) => streams.of(input.stream).send(input.text)),
      confirmBatch: os.api.confirmBatch.handler(({ input }) => { streams.of(input.stream).confirm(); }),
      closeStream: os.api.closeStream.handler(({ input }) => { streams.of(input.stream).close(); }),
      signIn: os.api.signIn.handler(async ({ input, context, signal }) =>
        (await import('./api-sign-in/sign-in-in-lab.ts')).signInAtLab(context.core.sessions.of(input.lab), input, signIns, signal ?? never)),
      pasteRedirect: os.api.pasteRedirect.handler(({ input }) => { signIns.paste(input.signIn, input.address); }),
      refreshTokens: os.api.refreshTokens.handler(async ({ input, context, signal }) =>
        (await import('./api-sign-in/sign-in-in-lab.ts')).refreshAtLab(context.core.sessions.of(input.lab), input, signal ?? never)),
      documents: os.api.documents.handler(async ({ input, context }) =>
        (await import('./api-documents/import-document.ts')).findDocuments(await context.core.sessions.of(input.lab).workspace())),
      previewImport: os.api.previewImport.handler(async ({ input, context }) =>
        (await import('./api-documents/import-document.ts')).previewImport(await context.core.sessions.of(input.lab).workspace(), input.source)),
      importRequests: os.api.importRequests.handler(async ({ input, context }) =>
        (await import('./api-documents/import-document.ts')).importRequests(await context.core.sessions.of(input.lab).workspace(), input.requests, input.variables)),
      watchReference: os.api.watchReference.handler(async ({ input, context, signal }) =>
        (await import('./api-documents/reference.ts')).watchReference(await context.core.sessions.of(input.lab).workspace(), input.path, signal ?? never)),
      undoImport: os.api.undoImport.handler(async ({ input, context }) =>
        (await import('./api-documents/import-document.ts')).undoImport(await context.core.sessions.of(input.lab).workspace(), input.imported)),
      send: os.api.send.handler(async ({ input, context, signal }) =>
        (await import('./api-client/api-client.ts')).sendInLab(context.core.sessions.of(input.lab), input.request, input.values, signal ?? never)),
    },
    files: {
      watch: os.files.watch.handler(async function* ({ input, context, signal }) {
        const workspace = await context.core.sessions.of(input.lab).workspace();
        yield* latest((listener) => workspace.onChange(listener), () => workspace.list(), signal ?? never);
      }),
      read: os.files.read.handler(async ({ input, context }) => (await context.core.sessions.of(input.lab).workspace()).read(input.path)),
      write: os.files.write.handler(async ({ input, context }) =>
        (await context.core.sessions.of(input.lab).workspace()).write(input.path, input.text, input.hash)),
      move: os.files.move.handler(async ({ input, context }) => (await context.core.sessions.of(input.lab).workspace()).move(input.from, input.to)),
      remove: os.files.remove.handler(async ({ input, context }) =>
        ({ removed: await (await context.core.sessions.of(input.lab).workspace()).remove(input.path) })),
      putBack: os.files.putBack.handler(async ({ input, context }) =>
        ({ path: await (await context.core.sessions.of(input.lab).workspace()).putBack(input.removed) })),
      search: os.files.search.handler(async function* ({ input, context, signal }) {
        yield* searchFiles(await context.core.sessions.of(input.lab).workspace(), input, signal ?? never);
      }),
      compare: os.files.compare.handler(async ({ input, context, signal }) => {
        const session = context.core.sessions.of(input.lab);
        return { text: input.with === 'start' ? await session.startText(input.path) : await session.referenceText(input.step, input.path, signal ?? never) };
      }),
    },
    terminal: {
      open: os.terminal.open.handler(async ({ input, context, signal }) => {
        const { lab, cols, rows, continues } = input;
        const session = context.core.sessions.of(lab);
        const environment = session.environment();
        const openShell = environment.openShell.bind(environment);
        const terminal = await context.terminals.open({ lab: sessionName(session.key), cols, rows, openShell, continues, signal: signal ?? never });
        return { terminal, title: context.terminals.title(terminal) };
      }),
      attach: os.terminal.attach.handler(({ input, context }) => { context.terminals.attach(input.terminal); }),
      list: os.terminal.list.handler(({ input, context }) => context.terminals.list(sessionName(context.core.sessions.of(input.lab).key))),
      rename: os.terminal.rename.handler(({ input, context }) => { context.terminals.rename(input.terminal, input.name); }),
      resize: os.terminal.resize.handler(({ input, context }) => { context.terminals.resize(input.terminal, input.cols, input.rows); }),
      close: os.terminal.close.handler(({ input, context }) => context.terminals.close(input.terminal)),
    },
  });
}

type DoctorMessage = { type: 'item'; item: DoctorItem } | { type: 'report'; report: DoctorReport };

/** Items as they are found, then the report. Leaving early stops the probes. */
async function* doctorStream(core: Core, signal: AbortSignal): AsyncGenerator<DoctorMessage, void, void> {
  const left = new AbortController();
  const waiting: DoctorMessage[] = [];
  let wake = Promise.withResolvers<void>();
  let done = false;
  const push = (message: DoctorMessage): void => {
    waiting.push(message);
    wake.resolve();
  };
  const work = core.doctor(AbortSignal.any([signal, left.signal]), (item) => { push({ type: 'item', item }); })
    .then((report) => { push({ type: 'report', report }); })
    .finally(() => {
      done = true;
      wake.resolve();
    });
  try {
    for (;;) {
      const message = waiting.shift();
      if (message !== undefined) yield message;
      else if (done) break;
      else {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    }
    await work;
  } finally {
    left.abort();
    await work.catch(() => undefined);
  }
}

/** The contract streams generators; an environment's log is any async iterable. */
async function* lines(log: AsyncIterable<string>): AsyncGenerator<string, void, void> {
  yield* log;
}
