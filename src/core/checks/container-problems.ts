/** What the schema can't say about a check of kind `container`. */
import type { ContainerCheck } from '../../shared/check-format/container.ts';
import type { Lab } from '../../shared/lab-format.ts';
import { matcherProblemsAt, type CheckProblem } from './check-problem.ts';

export function containerProblems({ image, container }: ContainerCheck, lab: Lab): CheckProblem[] {
  const problems: CheckProblem[] = [];
  if (lab.needs.engine !== 'docker') problems.push({ path: [], message: 'A container check needs the docker engine. Put it into the lab\'s needs: engine: docker.' });
  if (image === undefined && container === undefined) problems.push({ path: [], message: 'This check looks at nothing. Give it "image" or "container".' });
  const matchers: [string[], Record<string, unknown> | undefined][] = [
    [['image', 'labels'], image?.labels], [['image', 'env'], image?.env], [['container', 'labels'], container?.labels], [['container', 'env'], container?.env],
  ];
  for (const [path, values] of matchers) for (const [name, matcher] of Object.entries(values ?? {})) problems.push(...matcherProblemsAt(matcher, [...path, name]));
  if (container !== undefined && !container.running && container.healthy !== undefined) {
    problems.push({ path: ['container', 'healthy'], message: 'A container that does not run is never healthy.' });
  }
  return problems;
}
