/** A query plan as nested lists: what each node does, its rows and pages, and the nodes that the check is about, marked in words. */
import { CircleAlert } from 'lucide-react';
import { count } from '../../../shared/messages-format.ts';
import type { Evidence, PlanEvidenceNode } from '../../../shared/verdict.ts';
import { planForest, type PlanBranch } from './plan-forest.ts';
import './plan-evidence.css';

type Plan = Extract<Evidence, { kind: 'plan' }>;

export function PlanEvidence({ evidence }: { evidence: Plan }) {
  const { title, nodes, more, pages, against } = evidence;
  return (
    <figure className="evidence-side plan">
      <figcaption>
        The plan of {title} <span>{written(pages)} {pages === 1 ? 'page' : 'pages'} read</span>
      </figcaption>
      <div className="plan-tree" tabIndex={0} role="group" aria-label={`The plan of ${title}`}>
        <Branches branches={planForest(nodes)} />
      </div>
      {more > 0 && <p className="evidence-more">{count(more, 'more node')} not shown</p>}
      {against !== undefined && <Comparison pages={pages} against={against} />}
    </figure>
  );
}

function Branches({ branches }: { branches: readonly PlanBranch[] }) {
  return (
    <ul>
      {branches.map((branch, at) => (
        <li key={at}>
          <Node node={branch.node} />
          {branch.below.length > 0 && <Branches branches={branch.below} />}
        </li>
      ))}
    </ul>
  );
}

function Node({ node }: { node: PlanEvidenceNode }) {
  const { label, target, details, mark, loops } = node;
  return (
    <div className="plan-node" data-marked={mark !== null}>
      <p className="plan-name">
        <strong>{label}</strong>
        {target !== '' && <> on {target}</>}
      </p>
      {mark !== null && (
        <p className="plan-mark">
          <CircleAlert size={13} aria-hidden="true" /> {mark}
        </p>
      )}
      <p className="plan-numbers">{loops === 0 ? 'never executed' : numbersOf(node).join(' · ')}</p>
      {details.map((detail, at) => (
        <code key={at}>{detail}</code>
      ))}
    </div>
  );
}

function numbersOf({ rows, estimatedRows, loops, removed, pages, cost }: PlanEvidenceNode): string[] {
  // MariaDB estimates nothing for what is no table, such as a sort.
  const estimated = cost > 0;
  const expected = estimated ? ` (${written(estimatedRows)} expected${loops > 1 ? ` of each of ${written(loops)} runs` : ''})` : '';
  return [
    `${written(rows)} ${rows === 1 ? 'row' : 'rows'}${expected}`,
    ...(removed > 0 ? [`${written(removed)} thrown away`] : []),
    ...(estimated || pages > 0 ? [`${written(pages)} ${pages === 1 ? 'page' : 'pages'}`] : []),
    ...(estimated ? [`cost ${written(Math.round(cost * 100) / 100)}`] : []),
  ];
}

/** Two bars of pages; the numbers stand beside them. */
function Comparison({ pages, against }: { pages: number; against: NonNullable<Plan['against']> }) {
  const most = Math.max(pages, against.pages, 1);
  const allowed = Math.floor(against.pages / against.wantedTimes);
  const bars = [
    { title: 'your way', value: pages },
    { title: against.title, value: against.pages },
    { title: 'allowed', value: allowed },
  ];
  return (
    <table className="plan-bars">
      <caption>Pages read</caption>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.title}>
            <th scope="row">{bar.title}</th>
            <td>{written(bar.value)}</td>
            <td aria-hidden="true">
              <span style={{ width: `${(100 * bar.value) / most}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const written = (value: number): string => value.toLocaleString('en');
