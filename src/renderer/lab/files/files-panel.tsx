/** The editor: the workspace's files, the open one, and whether it is saved. */
import { keymap } from '@codemirror/view';
import { BookOpen, FilePlus2, PanelLeft, Pencil } from 'lucide-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { CodedError } from '../../../shared/messages.ts';
import { useLabLayout, useUi } from '../../app/ui-state.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { toCodedError } from '../../transport/coded-error.ts';
import { IconButton } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { editorBasics } from '../code/editor-setup.ts';
import { languageOfFile } from '../code/languages.ts';
import { useDesk } from '../lab-context.ts';
import { Markdown } from '../lesson/markdown.tsx';
import { DocumentEditor } from './document-editor.tsx';
import { FileList } from './file-list.tsx';
import { NewFileDialog } from './new-file-dialog.tsx';
import type { OpenDocument } from './open-document.ts';
import { SaveState } from './save-state.tsx';
import type { WorkspaceFiles } from './workspace-files.ts';
import './files.css';

export function FilesPanel() {
  const { lab, place, step, files } = useDesk();
  const layout = useLabLayout(place);
  const setLayout = useUi((s) => s.setLayout);
  const view = useSyncExternalStore(files.subscribe, files.view);
  const [asking, setAsking] = useState(false);
  const [editing, setEditing] = useState<ReadonlySet<string>>(new Set());
  const listHidden = layout?.fileListHidden === true;
  const names = view.entries?.filter((entry) => entry.kind === 'file').map((entry) => entry.path) ?? [];
  const wanted = layout?.file ?? step.files[0] ?? null;
  const path = wanted ?? names[0] ?? null;
  const { document, error } = useDocument(files, view.entries === null ? null : path, names);
  // A sheet to look things up is read as a page; whoever wants to change it can.
  const reading = path?.endsWith('.md') === true && !editing.has(path);
  const unsaved = new Set(files.documents().filter((each) => each.state !== 'saved').map((each) => each.path));
  const open = (next: string): void => setLayout(place, { file: next });

  return (
    <section className="files-panel" aria-label="Files" data-pane="files" tabIndex={-1}>
      <div className="panel-bar">
        <IconButton small label={listHidden ? 'Show the list of files' : 'Hide the list of files'} icon={<PanelLeft size={15} />} onPress={() => setLayout(place, { fileListHidden: !listHidden })} />
        <IconButton small label="New file" icon={<FilePlus2 size={15} />} onPress={() => setAsking(true)} />
        <span className="panel-title">{path ?? ''}</span>
        <span className="panel-bar-end">
          {document !== null && !reading && <SaveState document={document} />}
          {path?.endsWith('.md') === true && (
            <IconButton
              small
              label={reading ? 'Edit this page' : 'Read this page'}
              icon={reading ? <Pencil size={14} /> : <BookOpen size={15} />}
              onPress={() => setEditing(reading ? new Set([...editing, path]) : new Set([...editing].filter((each) => each !== path)))}
            />
          )}
        </span>
      </div>
      <div className="files-body">
        {!listHidden && (
          <div className="file-column">
            {view.entries !== null && view.entries.length > 0 && <FileList key={lab} entries={view.entries} open={path} unsaved={unsaved} onOpen={open} />}
            {view.entries?.length === 0 && <p className="panel-empty">No files yet.</p>}
          </div>
        )}
        <div className="editor-column">
          {view.error !== null && <ErrorCard error={view.error} />}
          {error !== null && <ErrorCard error={error} />}
          {document === null && error === null && view.error === null && (
            <p className="panel-empty">{path === null && view.entries !== null ? 'Choose a file, or create one.' : <Spinner />}</p>
          )}
          {document !== null && error === null && reading && <PageReader document={document} />}
          {document !== null && error === null && !reading && <FileEditor key={document.path} document={document} />}
        </div>
      </div>
      {asking && (
        <NewFileDialog
          files={files}
          onClose={() => setAsking(false)}
          onMade={(made) => {
            setAsking(false);
            open(made);
          }}
        />
      )}
    </section>
  );
}

function PageReader({ document }: { document: OpenDocument }) {
  return (
    <div className="page-reader" tabIndex={0} role="group" aria-label={document.path}>
      <Markdown text={document.text} />
    </div>
  );
}

function FileEditor({ document }: { document: OpenDocument }) {
  const extensions = useMemo(
    () => () => [
      keymap.of([
        {
          key: 'Mod-s',
          run: () => {
            void document.save();
            return true;
          },
        },
      ]),
      editorBasics(`Editor, ${document.path}`),
      languageOfFile(document.path) ?? [],
    ],
    [document],
  );
  return <DocumentEditor document={document} place="editor" extensions={extensions} />;
}

/** Opens the wanted file. A file that went away shows its error until it is back. */
export function useDocument(files: WorkspaceFiles, path: string | null, names: readonly string[]): { document: OpenDocument | null; error: CodedError | null } {
  const [failed, setFailed] = useState<{ path: string; error: CodedError } | null>(null);
  const known = path === null ? null : files.document(path);
  const listed = path !== null && names.includes(path);
  useEffect(() => {
    if (path === null || known !== null) return;
    let wanted = true;
    files.open(path).then(
      () => {
        if (wanted) setFailed(null);
      },
      (thrown: unknown) => {
        if (wanted) setFailed({ path, error: toCodedError(thrown) });
      },
    );
    return () => {
      wanted = false;
    };
  }, [files, path, known, listed]);
  return { document: known, error: known === null && failed?.path === path ? failed.error : null };
}
