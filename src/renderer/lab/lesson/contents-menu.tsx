/** The contents of the lab: its steps, and the headings of the lesson on the screen. */
import { List } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { IconButton } from '../../ui/button.tsx';
import { useWords } from '../../words/words-context.tsx';
import { useDesk } from '../lab-context.ts';
import '../../ui/menu.css';
import './contents-menu.css';

interface Heading {
  text: string;
  element: HTMLElement;
  /** Below another one. */
  inner: boolean;
}

/** @param lesson what the lesson is drawn in */
export function ContentsMenu({ lesson }: { lesson: RefObject<HTMLElement | null> }) {
  const t = useWords();
  const { detail, session, step, finishShown, goTo } = useDesk();
  const [headings, setHeadings] = useState<readonly Heading[]>([]);
  // A lesson is drawn from Markdown: what it has is known from what is on the screen.
  const look = (open: boolean): void => {
    if (open) setHeadings(lesson.current === null ? [] : headingsOf(lesson.current));
  };
  const passed = new Set(session.steps.filter((each) => each.passed).map((each) => each.id));
  return (
    <MenuTrigger onOpenChange={look}>
      <IconButton small label={t('lab.contents')} icon={<List size={15} />} />
      <Popover className="menu-popover" placement="bottom end" offset={4}>
        <Menu className="menu contents-menu" aria-label={t('lab.contents')}>
          <MenuSection>
            <Header className="contents-head">{t('lab.steps')}</Header>
            {detail.steps.map((each, at) => (
              <MenuItem
                key={each.id}
                id={`step ${each.id}`}
                className="menu-item"
                textValue={each.title}
                aria-label={t(passed.has(each.id) ? 'lab.step-done' : 'lab.step', { at: at + 1, title: each.title })}
                {...(!finishShown && each.id === step.id ? { 'data-current': true } : {})}
                onAction={() => goTo(each.id)}
              >
                <span className="contents-number">{at + 1}</span>
                <span>{each.title}</span>
              </MenuItem>
            ))}
          </MenuSection>
          {headings.length > 0 && (
            <MenuSection>
              <Header className="contents-head">{t('lab.contents-here')}</Header>
              {headings.map(({ text, element, inner }, at) => (
                <MenuItem key={at} id={`heading ${at}`} className={`menu-item${inner ? ' contents-inner' : ''}`} textValue={text} onAction={() => show(element)}>
                  <span>{text}</span>
                </MenuItem>
              ))}
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function headingsOf(lesson: HTMLElement): Heading[] {
  return [...lesson.querySelectorAll<HTMLElement>('.prose h3, .prose h4, .checks > h3')]
    .filter((element) => element.closest('.check') === null)
    .map((element) => ({ element, text: element.innerText.trim(), inner: element.tagName === 'H4' }))
    .filter(({ text }) => text !== '');
}

/** Reading, and reading aloud, goes on at the heading. */
function show(heading: HTMLElement): void {
  heading.tabIndex = -1;
  // The menu gives the focus back to its button as it closes; this comes after.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    heading.scrollIntoView({ block: 'start' });
    heading.focus({ preventScroll: true });
  }));
}
