const paths = {
  ask: 'M4 5h16v11H9l-5 4z M8 9h8 M8 12h5',
  data: 'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3z M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6 M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  memory: 'M6 3h12v18l-6-4-6 4z M9.5 8h5 M9.5 11.5h5',
  watch: 'M3 12h4l3-8 4 16 3-8h4',
  manage: 'M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 4.5v5 M9 14.5v5',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14z M16 16l4.5 4.5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M12 2v2 M12 20v2 M2 12h2 M20 12h2 M5 5l1.4 1.4 M17.6 17.6L19 19 M5 19l1.4-1.4 M17.6 6.4L19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  language: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M3 12h18 M12 3c3 3 3 15 0 18 M12 3c-3 3-3 15 0 18',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M9.5 9.5a2.5 2.5 0 1 1 3.8 2.2c-.9.5-1.3 1-1.3 2 M12 16.8v.1',
  play: 'M7 4.5v15l12-7.5z',
  stop: 'M6 6h12v12H6z',
  send: 'M12 19V5 M6 11l6-6 6 6',
  copy: 'M9 9h11v11H9z M5 15H4V4h11v1',
  check: 'M4.5 12.5l5 5 10-11',
  close: 'M6 6l12 12 M18 6L6 18',
  chevronDown: 'M6 9l6 6 6-6',
  chevronRight: 'M9 6l6 6-6 6',
  chevronLeft: 'M15 6l-6 6 6 6',
  right: 'M7 11v9H4v-9z M7 11l4-8c1.7 0 2.5 1.2 2.2 2.8L12.5 10H19c1.2 0 2 1.1 1.7 2.2l-1.7 6c-.3 1-1.1 1.8-2.2 1.8H7',
  wrong: 'M17 13V4h3v9z M17 13l-4 8c-1.7 0-2.5-1.2-2.2-2.8l.7-4.2H5c-1.2 0-2-1.1-1.7-2.2l1.7-6C5.3 4.8 6.1 4 7.2 4H17',
  edit: 'M4 20l1-4L16 5l3 3L8 19z M14 7l3 3',
  trash: 'M4 7h16 M9 7V4h6v3 M6 7l1 13h10l1-13 M10 11v5 M14 11v5',
  download: 'M12 4v11 M7 11l5 5 5-5 M4 20h16',
  upload: 'M12 16V4 M7 9l5-5 5 5 M4 20h16',
  pin: 'M9 3h6l-1 6 4 4H6l4-4z M12 13v8',
  plus: 'M12 5v14 M5 12h14',
  refresh: 'M20 11a8 8 0 0 0-14.5-4L4 9 M4 4v5h5 M4 13a8 8 0 0 0 14.5 4l1.5-2 M20 20v-5h-5',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5 M14 10a4 4 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5',
  warning: 'M12 4L2.5 20h19z M12 10v5 M12 17.5v.1',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 11v6 M12 7.5v.1',
  table: 'M4 5h16v14H4z M4 10h16 M4 14.5h16 M10 5v14',
  chart: 'M4 20h16 M7 16v-5 M12 16V5 M17 16v-8',
  key: 'M14 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12z M9.8 14.2L4 20v1h3v-2h2v-2 M15.5 8.5v.1',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M4 21c0-4 3.6-6 8-6s8 2 8 6',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 7v5l3.5 2',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  signOut: 'M10 4H5v16h5 M14 8l4 4-4 4 M18 12H9',
  undo: 'M8 5L4 9l4 4 M4 9h10a6 6 0 0 1 0 12h-3',
  sort: 'M8 5v14 M5 8l3-3 3 3 M16 19V5 M13 16l3 3 3-3',
  ascending: 'M12 19V5 M6 11l6-6 6 6',
  descending: 'M12 5v14 M6 13l6 6 6-6',
  spark: 'M12 3l1.8 6.2L20 11l-6.2 1.8L12 19l-1.8-6.2L4 11l6.2-1.8z',
  archive: 'M4 4h16v4H4z M5.5 8v12h13V8 M10 12h4',
  history: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5 M4 4v4.5h4.5 M12 8v4.5l3 2',
  more: 'M5 12v.1 M12 12v.1 M19 12v.1',
  diagram: 'M4 4h7v5H4z M13 15h7v5h-7z M7.5 9v8.5H13',
  book: 'M5 4h13v16H7a2 2 0 0 1-2-2z M5 18a2 2 0 0 1 2-2h11 M9 8h5',
  shield: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z M9 12l2.2 2.2L15 10',
  heart:
    'M12 20C5 15 3 12 3 8.8 3 6.2 5 4.5 7.3 4.5c2 0 3.6 1.1 4.7 3 1.1-1.9 2.7-3 4.7-3C19 4.5 21 6.2 21 8.8 21 12 19 15 12 20z',
  list: 'M8 6h12 M8 12h12 M8 18h12 M4 6v.1 M4 12v.1 M4 18v.1',
} as const;

export type IconName = keyof typeof paths;

/** A line icon; says nothing to screen readers, so what it stands for is named beside it. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.6 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
