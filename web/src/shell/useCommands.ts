import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useConversations } from '@/ask/conversations';
import { useCurrentSource } from '@/data/dataSources';
import { type IconName, useColorScheme } from '@/ui';
import { pages } from './Navigation';

export interface Command {
  id: string;
  label: string;
  group: string;
  icon: IconName;
  run: () => void;
}

const most = 40;

/** What can be done from anywhere, of what fits the text: pages, databases, conversations, and asking the text itself. */
export function useCommands(text: string, onHelp: () => void): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { toggle } = useColorScheme();
  const { sources, current } = useCurrentSource();
  const conversations = useConversations(current?.id);
  const wanted = text.trim().toLowerCase();
  const commands: Command[] = [
    ...pages.map((page) => ({
      id: page.path,
      label: t(`shell.page.${page.name}`),
      group: t('palette.page'),
      icon: page.icon,
      run: () => navigate(page.path),
    })),
    { id: 'theme', label: t('palette.theme'), group: t('palette.action'), icon: 'moon', run: toggle },
    { id: 'help', label: t('shell.keys'), group: t('palette.action'), icon: 'help', run: onHelp },
    ...(sources.data ?? []).map((source) => ({
      id: `source-${source.id}`,
      label: source.name,
      group: t('palette.source'),
      icon: 'data' as const,
      run: () => navigate(`/data/${source.id}`),
    })),
    ...(conversations.data ?? []).map((conversation) => ({
      id: conversation.conversation_id,
      label: conversation.title,
      group: t('palette.conversation'),
      icon: 'ask' as const,
      run: () =>
        navigate(`/ask/c/${encodeURIComponent(conversation.conversation_id)}?db=${conversation.datasource_id}`),
    })),
  ];
  const fitting = commands.filter((command) => command.label.toLowerCase().includes(wanted)).slice(0, most);
  return wanted === ''
    ? fitting
    : [
        ...fitting,
        {
          id: 'ask',
          label: t('palette.ask', { question: text.trim() }),
          group: t('palette.action'),
          icon: 'spark',
          run: () => navigate('/ask', { state: { question: text.trim() } }),
        },
      ];
}
