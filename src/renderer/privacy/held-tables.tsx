/** What is there now, by whom it is about: what it holds, where, how much. */
import { diskSpaceText } from '../../shared/messages.ts';
import type { HeldPlaceView } from '../../shared/privacy-contract.ts';
import type { MessageKey } from '../../shared/words/language-pack.ts';
import { useWords } from '../words/words-context.tsx';
import { PLACE_WORDS } from './place-words.ts';

const ABOUT: readonly { about: HeldPlaceView['about']; title: MessageKey; note: MessageKey }[] = [
  { about: 'learner', title: 'privacy.about-learner', note: 'privacy.about-learner-note' },
  { about: 'installation', title: 'privacy.about-installation', note: 'privacy.about-installation-note' },
  { about: 'others', title: 'privacy.about-others', note: 'privacy.about-others-note' },
  { about: 'nobody', title: 'privacy.about-nobody', note: 'privacy.about-nobody-note' },
];

export function HeldTables({ folder, places }: { folder: string; places: readonly HeldPlaceView[] }) {
  const t = useWords();
  return ABOUT.map(({ about, title, note }) => {
    const rows = places.filter((place) => place.about === about);
    if (rows.length === 0) return null;
    return (
      <div key={about} className="privacy-table" role="region" tabIndex={0} aria-label={t('privacy.table', { about: t(title) })}>
        <table>
          <caption>
            <strong>{t(title)}.</strong> {t(note)}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('privacy.column-where')}</th>
              <th scope="col">{t('privacy.column-what')}</th>
              <th scope="col" className="number">
                {t('privacy.column-files')}
              </th>
              <th scope="col" className="number">
                {t('privacy.column-size')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, paths, files, bytes }) => (
              <tr key={name}>
                <th scope="row">
                  {paths.map((path) => (
                    <code key={path} title={path}>
                      {path.startsWith(folder) ? path.slice(folder.length + 1) : path}
                    </code>
                  ))}
                </th>
                <td>{t(PLACE_WORDS[name] ?? 'privacy.unknown-place')}</td>
                <td className="number">{files}</td>
                <td className="number">{diskSpaceText(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  });
}
