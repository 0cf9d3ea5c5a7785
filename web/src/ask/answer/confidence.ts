/** As the service decides it: what it gives at once, what it gives with a doubt, and less than that. */
type Level = 'high' | 'medium' | 'low';

export const levelOf = (confidence: number): Level =>
  confidence >= 0.75 ? 'high' : confidence >= 0.45 ? 'medium' : 'low';

export const tones = { high: 'good', medium: 'warn', low: 'bad' } as const;
