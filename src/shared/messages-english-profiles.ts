/** The English words for what can be wrong with the profiles of a shared machine, and with the memory that they share. */
import type { MessageTable } from './messages.ts';
import { formatDuration } from './messages-format.ts';
import { words } from './message-words.ts';

type ProfileCode = Extract<keyof MessageTable['errors'], `PROFILE_${string}` | `PIN_${string}` | 'MEMORY_HELD'>;

const names = (known: readonly string[]): string => (known.length === 0 ? 'There is none.' : `There are ${known.join(', ')}.`);
const seconds = (wait: number): string => formatDuration(wait * 1_000);

export const englishProfileErrors: Pick<MessageTable['errors'], ProfileCode> = {
  MEMORY_HELD: ({ needsMb, limitMb, held }, command) =>
    words(
      'Labs that run already leave too little memory',
      `This lab needs about ${String(needsMb)} MiB. The limit of this computer is ${String(limitMb)} MiB, and of it are held: ${held.map(({ profile, lab, memoryMb }) => `${String(memoryMb)} MiB by ${lab}${profile === null ? ', your own, started elsewhere' : ` of ${profile}`}`).join('; ')}.`,
      `Stop one of these labs: in the app under the name of its learner, or with "${command('--profile NAME lab stop LAB')}". Or raise the limit in the settings. Stopping keeps files and data.`,
    ),
  PROFILE_UNKNOWN: ({ profile, known }, command) => words(`Nobody here is called ${profile}`, names(known), `Write one of these names, or make a profile with "${command('profile create NAME')}".`),
  PROFILE_NOT_CHOSEN: ({ known }, command) => words('Several learners share this computer', names(known), `Say whose work is meant: add --profile NAME, or choose one for all later commands with "${command('profile use NAME')}".`),
  PROFILE_NAME_UNUSABLE: ({ name, reason }) =>
    reason === 'taken' ? words(`Somebody here is called ${name} already`, 'Each learner needs a name of their own.', 'Choose another name.')
      : reason === 'long' ? words('The name is too long', 'A name has up to 40 characters.', 'Choose a shorter one.')
        : reason === 'empty' ? words('A name is missing', 'A name has at least one letter or digit.', 'Write what you want to be called. It need not be your real name.')
          : words('The name can\'t be used', 'It holds characters that can\'t be seen.', 'Type it again, with letters, digits and spaces.'),
  PIN_UNUSABLE: ({ least, most }) => words('This can\'t be a PIN', `A PIN has ${String(least)} to ${String(most)} digits and nothing else.`, 'Choose another one.'),
  PIN_WRONG: ({ waitSeconds }) => words('That is not the PIN', 'Nothing was opened.', waitSeconds === 0 ? 'Try again.' : `Try again in ${seconds(waitSeconds)}. After each wrong PIN the wait grows.`),
  PIN_WAIT: ({ waitSeconds }, command) => words('Too many wrong PINs', `No PIN is looked at for another ${seconds(waitSeconds)}.`, `Wait, then try again. Whoever looks after this computer can take a forgotten PIN away: "${command('profile reset-pin NAME')}".`),
};
