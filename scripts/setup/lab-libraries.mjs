// The libraries of labs on native services: JavaScript's for everybody, all of them where the tests are to run.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { ended, logFile, onPath, tailOf } from './command.mjs';
import { needsOrdinaryUser, runAsOrdinaryUser } from '../ordinary-user.mjs';
import { inCheckout, nodeHere, root, toolNode } from './paths.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

/** 200 MB of packages over a slow line: half an hour. */
const DEADLINE_MS = 30 * 60_000;

/**
 * `madeFrom`: the list that they are made from; when that changes, they are got again. `program`: what gets them.
 * @typedef {{ stack: 'javascript' | 'python' | 'go' | 'java', name: string, program: string, madeFrom: string }} LabLibraries
 * @type {readonly LabLibraries[]}
 */
export const LAB_LIBRARIES = [
  { stack: 'javascript', name: 'libraries of JavaScript labs', program: 'npm', madeFrom: inCheckout('resources', 'images', 'shell', 'lab') },
  { stack: 'python', name: 'libraries of Python labs', program: 'python3', madeFrom: inCheckout('resources', 'images', 'shell-python', 'requirements.txt') },
  { stack: 'go', name: 'libraries of Go labs', program: 'go', madeFrom: inCheckout('resources', 'images', 'shell-go', 'libraries') },
  { stack: 'java', name: 'libraries of Java labs', program: 'mvn', madeFrom: inCheckout('resources', 'images', 'shell-java') },
];

/** @param {LabLibraries} libraries */
const state = ({ program, madeFrom }) => `${hashOf([madeFrom])} ${onPath(program) === undefined ? 'without' : 'with'} ${program}`;

/** @param {LabLibraries} libraries @returns {boolean} whether they are there, or were tried for in vain */
export function areSettled(libraries) {
  return isStamped(`libraries-${libraries.stack}`, state(libraries)) || isStamped(`libraries-${libraries.stack}`, `${state(libraries)} failed`);
}

/**
 * @param {LabLibraries} libraries
 * @param {NodeJS.ProcessEnv} env who runs the labs finds these programs
 * @param {(text: string) => void} note told when they could not be got
 * @returns {Promise<void>}
 */
export async function addLabLibraries(libraries, env, note) {
  const now = state(libraries);
  const log = logFile(`setup-libraries-${libraries.stack}`);
  const sink = openSync(log, 'w');
  try {
    const child = spawn(toolNode, [inCheckout('out', 'main', 'cli.js'), 'tools', 'add', libraries.stack, ...(needsOrdinaryUser() ? ['--for-others'] : [])], { cwd: root, env, stdio: ['ignore', sink, sink] });
    let outcome = await ended(child, DEADLINE_MS);
    // Libraries of Go are compiled once for everybody who uses them: who runs the labs has a cache of their own.
    if (outcome.code === 0 && libraries.stack === 'go' && needsOrdinaryUser()) {
      outcome = await runAsOrdinaryUser([nodeHere, 'out/main/cli.js', 'tools', 'add', 'go'], { deadlineMs: DEADLINE_MS, stdio: ['ignore', sink, sink] });
    }
    if (outcome.code !== 0) note(`not added: ${tailOf(log, 1)[0] ?? outcome.reason} (labs that use them need Docker; the whole output: ${log})`);
    stamp(`libraries-${libraries.stack}`, outcome.code === 0 ? now : `${now} failed`);
  } finally {
    closeSync(sink);
  }
}
