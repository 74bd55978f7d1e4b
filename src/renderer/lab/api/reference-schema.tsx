/** A schema as a list of fields, those inside of others indented. */
import type { ReferenceField } from '../../../shared/api-client/reference-views.ts';
import { useWords } from '../../words/words-context.tsx';

export function SchemaTree({ field, label }: { field: ReferenceField; label: string }) {
  const lines = linesOf(field);
  return (
    <ul className="reference-fields" aria-label={label}>
      {lines.map(({ field: line, depth, path }) => (
        <li key={path} style={{ paddingInlineStart: `${depth * 16 + 8}px` }}>
          <FieldLine field={line} />
        </li>
      ))}
    </ul>
  );
}

export function FieldLine({ field: { name, type, required, description, facts } }: { field: ReferenceField }) {
  const t = useWords();
  return (
    <>
      {name !== '' && <code className="reference-name">{name}</code>} <span className="reference-type">{type}</span>{' '}
      {required && <span className="reference-required">{t('api-reference.required')}</span>}
      {facts.length > 0 && <span className="reference-facts">{facts.join(' · ')}</span>}
      {description !== '' && <span className="reference-description">{description}</span>}
    </>
  );
}

function linesOf(root: ReferenceField): { field: ReferenceField; depth: number; path: string }[] {
  const lines: { field: ReferenceField; depth: number; path: string }[] = [];
  const add = (field: ReferenceField, depth: number, path: string): void => {
    lines.push({ field, depth, path });
    field.fields.forEach((child, at) => add(child, depth + 1, `${path}/${at}`));
  };
  add(root, 0, '');
  return lines;
}
