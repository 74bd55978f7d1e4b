/** The mongo shell's language, for the query panel, the seeds and the mongo checks: read it, then evaluate it. */
import type { Db } from 'mongodb';
import { evaluate, type EvaluationOptions, type MongoValue } from './evaluation.ts';
import { readExpression } from './expression-reader.ts';
import type { MongoProgram } from './program.ts';

/**
 * @param text statements of the mongo shell, divided by `;` or line ends
 * @returns what it says, and whether it only reads
 * @throws BackbenchError QUERY_UNREADABLE with the position (UTF-16 units from 1) and what can be used instead
 */
export function parseMongo(text: string): MongoProgram {
  return readExpression(text);
}

/**
 * Carries a program out; the value of its last statement counts. A program that only reads stays so: a pipeline
 * that turns out to write is refused.
 * @param db open for as long as this takes, see withMongo
 * @throws BackbenchError QUERY_FAILED; errors of the driver, which withMongo translates; the signal's reason
 */
export function evaluateMongo(db: Db, program: MongoProgram, options: EvaluationOptions): Promise<MongoValue> {
  return evaluate(db, program, options);
}
