/** Opens an OpenAPI document of the workspace as a page; not there while the workspace has none. */
import { BookOpenText } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useWords } from '../../words/words-context.tsx';
import { useApi, useApiState } from './use-api.ts';
import { useDocuments } from './use-documents.ts';

export function ReferenceMenu() {
  const api = useApi();
  const t = useWords();
  const open = useApiState((s) => s.reference);
  const documents = useDocuments().filter(({ kind }) => kind === 'openapi');
  const [only] = documents;
  if (open !== null) return <IconButton small label={t('api-reference.close')} on icon={<BookOpenText size={15} />} onPress={() => api.showReference(null)} />;
  if (only === undefined) return null;
  const button = (onPress?: () => void) => (
    <Button small kind="quiet" icon={<BookOpenText size={14} />} {...(onPress === undefined ? {} : { onPress })}>
      {t('api-reference.open')}
    </Button>
  );
  if (documents.length === 1) return button(() => api.showReference(only.path));
  return <Menu label={t('api-reference.documents')} trigger={button()} entries={documents.map(({ path, title }) => ({ id: path, label: title, hint: path, onAction: () => api.showReference(path) }))} />;
}
