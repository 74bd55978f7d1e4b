/** What goes into a pack, to be ticked: labs by stage, images, programs and libraries, each with its size and platform. */
import { Checkbox } from 'react-aria-components';
import { formatBytes } from '../../shared/messages-format.ts';
import { stageTitle } from '../../shared/messages.ts';
import type { PackPart } from '../../shared/pack-making.ts';
import { STAGES } from '../../shared/stages.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useWords } from '../words/words-context.tsx';

export const partKey = ({ kind, name }: Pick<PackPart, 'kind' | 'name'>): string => `${kind} ${name}`;

export interface PartChoiceProps {
  parts: readonly PackPart[];
  /** Whether Docker answers. */
  docker: boolean;
  /** By {@link partKey}. */
  chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
}

const OTHERS: readonly { kind: PackPart['kind']; title: MessageKey }[] = [
  { kind: 'image', title: 'packs.kind-images' },
  { kind: 'native', title: 'packs.kind-programs' },
  { kind: 'tools', title: 'packs.kind-libraries' },
];

export function PartChoice({ parts, docker, chosen, onChange }: PartChoiceProps) {
  const t = useWords();
  const stages = STAGES.map((stage) => ({ stage, own: parts.filter((part) => part.stage === stage) })).filter(({ own }) => own.length > 0);
  return (
    <div className="part-choice">
      <fieldset>
        <legend>{t('packs.kind-labs')}</legend>
        {stages.map(({ stage, own }) => (
          <PartGroup key={stage} title={stageTitle(stage, t.table)} parts={own} chosen={chosen} onChange={onChange} />
        ))}
      </fieldset>
      {OTHERS.map(({ kind, title }) => {
        const own = parts.filter((part) => part.kind === kind);
        if (own.length === 0) return kind === 'image' && !docker ? <p key={kind} className="packs-about">{t('packs.make-no-docker')}</p> : null;
        return (
          <fieldset key={kind}>
            <legend>{t(title)}</legend>
            {own.map((part) => (
              <PartTick key={part.name} part={part} chosen={chosen} onChange={onChange} />
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}

type Choosing = Pick<PartChoiceProps, 'chosen' | 'onChange'>;

const bytesOf = (parts: readonly PackPart[]): number => parts.reduce((sum, { contents }) => sum + contents.reduce((all, { bytes }) => all + bytes, 0), 0);

function switched(chosen: ReadonlySet<string>, parts: readonly PackPart[], on: boolean): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const part of parts) {
    if (on) next.add(partKey(part));
    else next.delete(partKey(part));
  }
  return next;
}

/** All of a stage at once, or one by one. */
function PartGroup({ title, parts, chosen, onChange }: Choosing & { title: string; parts: readonly PackPart[] }) {
  const t = useWords();
  const taken = parts.filter((part) => chosen.has(partKey(part))).length;
  return (
    <div className="part-group">
      <Checkbox className="tick" isSelected={taken === parts.length} isIndeterminate={taken > 0 && taken < parts.length} onChange={(on) => onChange(switched(chosen, parts, on))}>
        <span>
          {title} <span className="pack-count">{t('packs.make-some-labs', { taken, labs: parts.length })}</span>
        </span>
      </Checkbox>
      <details>
        <summary aria-label={t('packs.make-which-of', { stage: title })}>{t('packs.make-which')}</summary>
        {parts.map((part) => (
          <PartTick key={part.name} part={part} chosen={chosen} onChange={onChange} />
        ))}
      </details>
    </div>
  );
}

function PartTick({ part, chosen, onChange }: Choosing & { part: PackPart }) {
  const t = useWords();
  const platform = part.kind === 'lab' ? '' : part.platform === 'any' ? t('packs.make-any-platform') : part.platform;
  return (
    <Checkbox className="tick" isSelected={chosen.has(partKey(part))} onChange={(on) => onChange(switched(chosen, [part], on))}>
      <span>
        {part.title} <span className="pack-count">{[formatBytes(bytesOf([part])), platform].filter((each) => each !== '').join(' · ')}</span>
      </span>
    </Checkbox>
  );
}
