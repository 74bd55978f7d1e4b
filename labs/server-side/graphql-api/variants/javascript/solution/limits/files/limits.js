// What keeps strangers from asking too much, and from learning too much.
import { GraphQLError } from 'graphql';
import { depthOf } from './depth.js';

/** A validation rule: refuses operations with more levels of fields than that, before anything is looked up. */
export function limitDepth(max) {
  return (context) => ({
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet, (name) => context.getFragment(name));
      if (depth > max) {
        context.reportError(new GraphQLError(`The query is ${depth} levels deep; ${max} are allowed.`, { nodes: [operation] }));
      }
    },
  });
}

/** Errors that were meant for the client pass; of all others only the log hears. */
export function hideInternals(error) {
  const cause = error.originalError;
  if (cause === undefined || cause instanceof GraphQLError) return error;
  console.error(cause);
  return new GraphQLError('Something went wrong on our side.', { nodes: error.nodes, path: error.path });
}
