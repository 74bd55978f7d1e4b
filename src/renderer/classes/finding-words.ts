/** The words for what is found in a learner's history. */
import type { ClassFindingView, ClassLearnerView } from '../../shared/class-contract.ts';
import type { T } from '../words/words-context.tsx';

export function findingWords(finding: ClassFindingView, t: T): string {
  if (finding.kind === 'copied') return t('classes.finding-copied', { events: finding.events, from: finding.from });
  const event = String(finding.event);
  switch (finding.kind) {
    case 'altered': return t('classes.finding-altered', { event });
    case 'reordered': return t('classes.finding-reordered', { event });
    case 'missing': return finding.event === finding.to ? t('classes.finding-missing-one', { event }) : t('classes.finding-missing', { event, to: String(finding.to) });
    case 'other-device': return finding.device === '' ? t('classes.finding-no-device', { event }) : t('classes.finding-other-device', { event, device: finding.device.slice(0, 8) });
    case 'clock-back': return t('classes.finding-clock-back', { event, time: t.workTime(finding.ms / 1_000) });
    case 'clock-ahead': return t('classes.finding-clock-ahead', { event, time: t.workTime(finding.ms / 1_000) });
    case 'forked': return t('classes.finding-forked', { event });
    case 'shortened': return t('classes.finding-shortened', { event });
  }
}

export function soundnessWords(soundness: ClassLearnerView['soundness'], t: T): string {
  if (soundness === 'sound') return t('classes.sound');
  return soundness === 'tampered' ? t('classes.tampered') : t('classes.times-unsure');
}
