// How deep a query goes. A helper for the last step; there is nothing to change here.

/**
 * Levels of fields, the deepest one counted: `{ categories { name } }` has two. Fields about the schema itself, whose
 * names begin with two underscores, do not count.
 * @param selectionSet that of an operation
 * @param fragment gives the definition of a fragment by its name
 */
export function depthOf(selectionSet, fragment, seen = new Set()) {
  let deepest = 0;
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === 'Field') {
      if (selection.name.value.startsWith('__')) continue;
      deepest = Math.max(deepest, 1 + depthOf(selection.selectionSet, fragment, seen));
    } else if (selection.kind === 'InlineFragment') {
      deepest = Math.max(deepest, depthOf(selection.selectionSet, fragment, seen));
    } else if (!seen.has(selection.name.value)) {
      // A fragment that leads back to itself is refused elsewhere; here it must not run for ever.
      const within = new Set(seen).add(selection.name.value);
      deepest = Math.max(deepest, depthOf(fragment(selection.name.value)?.selectionSet, fragment, within));
    }
  }
  return deepest;
}
