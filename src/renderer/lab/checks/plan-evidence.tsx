/** A query plan as nested lists: what each node does, its rows and pages, and the nodes that the check is about, marked in words. */
import { CircleAlert } from 'lucide-react';
import type { Evidence, PlanEvidenceNode } from '../../../shared/verdict.ts';
import { planForest, type PlanBranch } from './plan-forest.ts';
import { type T, useWords } from '../../words/words-context.tsx';
import './plan-evidence.css';

type Plan = Extract<Evidence, { kind: 'plan' }>;

export function PlanEvidence({ evidence }: { evidence: Plan }) {
  const t = useWords();
  const { title, nodes, more, pages, against } = evidence;
  return (
    <figure className="evidence-side plan">
      <figcaption>
        {t('checks.the-plan-of', { title })} <span>{t('checks.pages-read-count', { pages })}</span>
      </figcaption>
      <div className="plan-tree" tabIndex={0} role="group" aria-label={t('checks.the-plan-of', { title })}>
        <Branches branches={planForest(nodes)} />
      </div>
      {more > 0 && <p className="evidence-more">{t('checks.more-node-not-shown', { more })}</p>}
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
  const t = useWords();
  const { label, target, details, mark, loops } = node;
  return (
    <div className="plan-node" data-marked={mark !== null}>
      <p className="plan-name">
        <strong>{label}</strong>
        {target !== '' && <> {t('checks.on', { target })}</>}
      </p>
      {mark !== null && (
        <p className="plan-mark">
          <CircleAlert size={13} aria-hidden="true" /> {mark}
        </p>
      )}
      <p className="plan-numbers">{loops === 0 ? t('checks.never-executed') : numbersOf(node, t).join(' · ')}</p>
      {details.map((detail, at) => (
        <code key={at}>{detail}</code>
      ))}
    </div>
  );
}

function numbersOf({ rows, estimatedRows, loops, removed, pages, cost }: PlanEvidenceNode, t: T): string[] {
  // MariaDB estimates nothing for what is no table, such as a sort.
  const estimated = cost > 0;
  return [
    !estimated ? t('checks.plan-rows', { rows }) : loops > 1 ? t('checks.plan-rows-runs', { rows, expected: estimatedRows, runs: loops }) : t('checks.plan-rows-expected', { rows, expected: estimatedRows }),
    ...(removed > 0 ? [t('checks.plan-removed', { removed })] : []),
    ...(estimated || pages > 0 ? [t('checks.plan-pages', { pages })] : []),
    ...(estimated ? [t('checks.plan-cost', { cost: Math.round(cost * 100) / 100 })] : []),
  ];
}

/** Two bars of pages; the numbers stand beside them. */
function Comparison({ pages, against }: { pages: number; against: NonNullable<Plan['against']> }) {
  const t = useWords();
  const most = Math.max(pages, against.pages, 1);
  const allowed = Math.floor(against.pages / against.wantedTimes);
  const bars = [
    { title: t('checks.your-way'), value: pages },
    { title: against.title, value: against.pages },
    { title: t('checks.plan-allowed'), value: allowed },
  ];
  return (
    <table className="plan-bars">
      <caption>{t('checks.pages-read')}</caption>
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
