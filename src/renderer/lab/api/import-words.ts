/** Why a part of a document is not taken, in words. */
import type { LeftOut } from '../../../shared/api-client/import-views.ts';
import type { T } from '../../words/words-context.tsx';

export function leftWords({ reason, detail }: LeftOut, t: T): string {
  switch (reason) {
    case 'address-elsewhere':
      return t('api-import.address-elsewhere', { detail });
    case 'auth-kind':
      return t('api-import.auth-kind', { detail });
    case 'body-kind':
      return t('api-import.body-kind', { detail });
    case 'callbacks':
      return t('api-import.callbacks');
    case 'dynamic-variable':
      return t('api-import.dynamic-variable', { detail: `{{${detail}}}` });
    case 'external-reference':
      return t('api-import.external-reference', { detail });
    case 'file-to-choose':
      return t('api-import.file-to-choose', { detail });
    case 'invalid-document':
      return t('api-import.invalid-document', { detail });
    case 'not-a-request':
      return t('api-import.not-a-request');
    case 'other-content-type':
      return t('api-import.other-content-type', { detail });
    case 'other-servers':
      return t('api-import.other-servers', { detail });
    case 'saved-answers':
      return t('api-import.saved-answers', { detail });
    case 'script':
      return t('api-import.script');
    case 'too-long':
      return t('api-import.too-long');
    case 'too-many':
      return t('api-import.too-many', { detail });
    case 'webhooks':
      return t('api-import.webhooks', { detail });
  }
}
