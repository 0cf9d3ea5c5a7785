namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    /// <summary>The memories that answer <paramref name="query"/>, of those that <paramref name="isSeen"/> admits, the best first.</summary>
    public List<RecalledMemory> Search(RecallQuery query, Func<Memory, bool> isSeen, int limit)
    {
        _lock.EnterReadLock();
        try
        {
            var parts = query.Parts.Select(terms => ScorePart(terms, query, isSeen)).ToList();
            var best = new Dictionary<IndexedMemory, double>();
            for (var i = 0; i < parts.Count; i++)
            {
                foreach (var (entry, score) in Rank(parts, i, query))
                {
                    best[entry] = Math.Max(best.GetValueOrDefault(entry), score);
                }
            }

            return
            [
                .. best.OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key.Memory.Sequence).Take(limit)
                    .Select(pair => new RecalledMemory(
                        pair.Key.Memory,
                        Math.Min(1, pair.Value),
                        new RecallExplanation { Text = pair.Value })),
            ];
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private Dictionary<IndexedMemory, double> Rank(List<PartScores> parts, int index, RecallQuery query)
    {
        var part = parts[index];
        var ranked = new Dictionary<IndexedMemory, double>();
        foreach (var (entry, borrowed) in part.Borrowed)
        {
            var score = borrowed;
            if (entry.Conversation is { } conversation)
            {
                var weight = options.MonologueCoverage + (conversation.Dialogue * (options.DialogueCoverage - options.MonologueCoverage));
                score += weight * part.Coverage.GetValueOrDefault(conversation);
                for (var other = 0; other < parts.Count; other++)
                {
                    score += other == index ? 0 : options.OtherParts * weight * parts[other].Coverage.GetValueOrDefault(conversation) * part.Possible / parts[other].Possible;
                }

                if (entry.Position > 0 && conversation.Turns[entry.Position - 1] is { Asks: true } question)
                {
                    score += options.AnswersQuestion * part.Own.GetValueOrDefault(question);
                }
            }

            var factor = 1.0;
            if (entry.Asks)
            {
                factor -= options.AsksItself;
            }

            if (query.AsksWhen && entry.SaysTime)
            {
                factor += options.TimeAsked;
            }

            if (entry.Memory.Speaker is { } speaker && query.Words.Contains(speaker.ToLowerInvariant()))
            {
                factor += options.NamedSpeaker;
            }

            ranked[entry] = score * factor / part.Possible;
        }

        return ranked;
    }

    private PartScores ScorePart(IReadOnlyList<string> terms, RecallQuery query, Func<Memory, bool> isSeen)
    {
        var scores = new PartScores();
        var counts = new Dictionary<IndexedMemory, double>();
        var perConversation = new Dictionary<Conversation, double>();
        var speakers = _byId.Values.Select(entry => entry.Memory.Speaker?.ToLowerInvariant()).Distinct().ToHashSet();
        var names = query.Words.Where(speakers.Contains).SelectMany(Text.Analysis.TextAnalyzer.Terms).ToHashSet();
        var kept = terms.Where(term => !names.Contains(term)).ToList();
        foreach (var term in kept.Count > 0 ? kept : terms)
        {
            counts.Clear();
            perConversation.Clear();
            var weight = term.Length == 1 && term[0] > 255 ? options.SingleHan : 1;
            foreach (var (entry, count) in _postings.GetValueOrDefault(term) ?? [])
            {
                if (!isSeen(entry.Memory))
                {
                    continue;
                }

                if (entry.Conversation is not { } conversation)
                {
                    counts[entry] = counts.GetValueOrDefault(entry) + count;
                    continue;
                }

                var last = Math.Min(conversation.Turns.Count - 1, entry.Position + Conversation.Reach);
                for (var to = Math.Max(0, entry.Position - Conversation.Reach); to <= last; to++)
                {
                    var turn = conversation.Turns[to];
                    if (to == entry.Position || isSeen(turn.Memory))
                    {
                        counts[turn] = counts.GetValueOrDefault(turn) + (count * conversation.Lent(entry.Position, to));
                    }
                }
            }

            var idf = weight * Math.Log(1 + ((_byId.Count - counts.Count + 0.5) / (counts.Count + 0.5)));
            scores.Possible += idf * (options.Saturation + 1);
            foreach (var (entry, count) in counts)
            {
                var gain = idf * Saturated(count, entry.BorrowedLength);
                scores.Borrowed[entry] = scores.Borrowed.GetValueOrDefault(entry) + gain;
            }

            foreach (var (entry, count) in _postings.GetValueOrDefault(term) ?? [])
            {
                if (isSeen(entry.Memory))
                {
                    var gain = idf * Saturated(count, entry.BorrowedLength);
                    scores.Own[entry] = scores.Own.GetValueOrDefault(entry) + gain;
                    if (entry.Conversation is { } conversation)
                    {
                        perConversation[conversation] = Math.Max(perConversation.GetValueOrDefault(conversation), gain);
                    }
                }
            }

            foreach (var (conversation, gain) in perConversation)
            {
                scores.Coverage[conversation] = scores.Coverage.GetValueOrDefault(conversation) + gain;
            }
        }

        return scores;
    }

    private double Saturated(double count, double length) =>
        count * (options.Saturation + 1)
        / (count + (options.Saturation * (1 - options.LengthNormalisation + (options.LengthNormalisation * length / _averageLength))));

    private sealed class PartScores
    {
        public Dictionary<IndexedMemory, double> Own { get; } = [];

        public Dictionary<IndexedMemory, double> Borrowed { get; } = [];

        public Dictionary<Conversation, double> Coverage { get; } = [];

        public double Possible { get; set; }
    }
}
