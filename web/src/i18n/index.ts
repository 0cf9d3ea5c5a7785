import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '@/api/identity';
import { stored } from '@/state/stored';

export const languages = { en: 'English', 'zh-CN': '简体中文' } as const;
export type LanguageTag = keyof typeof languages;

const chosen = stored('memori.language', '');

const words: Record<LanguageTag, () => Promise<{ default: object }>> = {
  en: () => import('@/locales/en'),
  'zh-CN': () => import('@/locales/zh-CN'),
};

const known = (tag: string): tag is LanguageTag => tag in languages;

/** The language chosen here before, else the browser's first that we know. */
function preferredLanguage(): LanguageTag {
  const kept = chosen.get();
  if (known(kept)) {
    return kept;
  }
  const first = navigator.languages.find((tag) => /^(en|zh)/i.test(tag));
  return first && /^zh/i.test(first) ? 'zh-CN' : 'en';
}

async function load(language: LanguageTag): Promise<void> {
  speak(language);
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await words[language]()).default);
  }
  document.documentElement.lang = language;
}

/** Starts the words of the page; only the language in use is loaded. */
export async function startLanguage(language = preferredLanguage()): Promise<void> {
  const loaded = words[language]();
  speak(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await loaded;
  await load(language);
}

/** Changes the language and remembers it. */
export async function changeLanguage(language: LanguageTag): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  chosen.set(language);
}
