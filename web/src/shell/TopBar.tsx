import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { queryClient } from '@/api/query';
import { DataSourcePicker } from '@/data/DataSourcePicker';
import { changeLanguage, type LanguageTag, languages } from '@/i18n';
import { Icon, IconButton, Keys, Menu, useColorScheme } from '@/ui';
import css from './TopBar.module.css';

/** Which data are asked, and the ways to everything else. */
export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const { t, i18n } = useTranslation();
  const { scheme, toggle } = useColorScheme();
  const asks = useLocation().pathname.startsWith('/ask');
  const speak = async (language: LanguageTag) => {
    await changeLanguage(language);
    // The server's words come in the new language too.
    await queryClient.invalidateQueries();
  };
  return (
    <header className={css.bar}>
      <div className={css.left}>{asks && <DataSourcePicker />}</div>
      <button type="button" className={css.search} onClick={onSearch}>
        <Icon name="search" size={16} />
        <span>{t('shell.search')}</span>
        <Keys keys="Mod+K" />
      </button>
      <Menu
        target={
          <button type="button" className={css.language} aria-label={t('shell.language')}>
            <Icon name="language" />
            <span>{i18n.language === 'en' ? 'EN' : '中文'}</span>
          </button>
        }
        items={(Object.keys(languages) as LanguageTag[]).map((tag) => ({
          label: languages[tag],
          icon: i18n.language === tag ? 'check' : undefined,
          onClick: () => void speak(tag),
        }))}
      />
      <IconButton
        icon={scheme === 'dark' ? 'sun' : 'moon'}
        label={t(scheme === 'dark' ? 'shell.light' : 'shell.dark')}
        onClick={toggle}
      />
      <span className={css.help}>
        <IconButton icon="help" label={t('shell.keys')} onClick={onHelp} />
      </span>
    </header>
  );
}
