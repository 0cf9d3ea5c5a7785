using System.Collections.Concurrent;
using System.Globalization;
using Memori.Recall;

namespace Memori.Evaluation;

/// <summary>Measures recall through the same public calls and defaults as an application.</summary>
/// <param name="engine">The engine; each space becomes a user of its own.</param>
/// <param name="time">The clock that recalls are timed by.</param>
public sealed class RecallEvaluation(MemoryEngine engine, TimeProvider time)
{
    /// <summary>Remembers every message as a turn of its session and asks every question over all of the user's sessions.</summary>
    /// <param name="set">The set.</param>
    /// <param name="top">How many memories to recall for each question.</param>
    /// <param name="progress">Told the number of questions asked so far. Default: nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RecallFigures> RunAsync(RecallSet set, int top = 50, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        await RememberAsync(set, cancellationToken).ConfigureAwait(false);
        return await AskAsync(set, top, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Remembers every message of every space as a turn of its session. Again, it changes nothing.</summary>
    public Task RememberAsync(RecallSet set, CancellationToken cancellationToken = default) =>
        Parallel.ForEachAsync(
            set.Spaces.Index(),
            cancellationToken,
            async (space, token) =>
            {
                foreach (var message in space.Item.Messages)
                {
                    await RememberAsync(UserOf(set, space.Index), message, token).ConfigureAwait(false);
                }
            });

    /// <summary>Asks every question of what was remembered.</summary>
    /// <param name="set">The set.</param>
    /// <param name="top">How many memories to recall for each question.</param>
    /// <param name="progress">Told the number of questions asked so far. Default: nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RecallFigures> AskAsync(RecallSet set, int top = 50, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var answers = new ConcurrentDictionary<(int Space, int Question), RecallAnswer>();
        await Parallel.ForEachAsync(
            set.Spaces.Index(),
            cancellationToken,
            async (space, token) =>
            {
                foreach (var (index, question) in space.Item.Questions.Index())
                {
                    answers[(space.Index, index)] = await AskAsync(UserOf(set, space.Index), space.Item, question, top, token).ConfigureAwait(false);
                    progress?.Report(answers.Count);
                }
            }).ConfigureAwait(false);
        return RecallFigures.Of([.. answers.OrderBy(answer => answer.Key).Select(answer => answer.Value)]);
    }

    /// <summary>
    /// Puts every question to its own space, and to <paramref name="others"/> spaces that it does not belong to: how often is something
    /// injected there, and what does the threshold cost at home?
    /// </summary>
    /// <param name="set">The set, remembered before.</param>
    /// <param name="others">To how many other spaces each question is put: those that follow its own, the first after the last. Default 3.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<AbstentionFigures> AbstainAsync(RecallSet set, int others = 3, CancellationToken cancellationToken = default)
    {
        var asked = new ConcurrentBag<AbstentionFigures.Asked>();
        await Parallel.ForEachAsync(
            set.Spaces.Index(),
            cancellationToken,
            async (space, token) =>
            {
                for (var offset = 0; offset <= Math.Min(others, set.Spaces.Count - 1); offset++)
                {
                    var user = UserOf(set, (space.Index + offset) % set.Spaces.Count);
                    foreach (var question in space.Item.Questions)
                    {
                        var recalled = await RecallAsync(user, question, AbstentionFigures.Rank, isAtItsTime: offset == 0, token).ConfigureAwait(false);
                        asked.Add(new AbstentionFigures.Asked(space.Item.Id, question, offset == 0, recalled));
                    }
                }
            }).ConfigureAwait(false);
        return AbstentionFigures.Of([.. asked]);
    }

    private static string UserOf(RecallSet set, int space) => string.Create(CultureInfo.InvariantCulture, $"{set.Name}-{space}");

    private Task<Memory> RememberAsync(string user, RecallMessage message, CancellationToken cancellationToken) =>
        engine.RememberAsync(
            Scope.Create(user, message.Session),
            new NewMemory
            {
                Id = message.Id,
                Content = message.Text,
                Kind = MemoryKind.Conversation,
                Mode = MemoryMode.Auto,
                Speaker = message.Speaker,
                OccurredAt = WrittenTime.Parse(message.Time),
            },
            cancellationToken);

    private async Task<RecallAnswer> AskAsync(string user, RecallSpace space, RecallQuestion question, int top, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var recalled = await RecallAsync(user, question, top, isAtItsTime: true, cancellationToken).ConfigureAwait(false);
        var duration = time.GetElapsedTime(started);
        return new RecallAnswer(space.Id, question, new RecallPrediction(question.Id, [.. recalled.SelectMany(hit => hit.Memory.MergedIds.Prepend(hit.Memory.Id))]), duration);
    }

    private Task<IReadOnlyList<RecalledMemory>> RecallAsync(string user, RecallQuestion question, int top, bool isAtItsTime, CancellationToken cancellationToken) =>
        engine.RecallAsync(
            Scope.Create(user),
            new RecallRequest { Query = question.Text, Limit = top, AsOf = isAtItsTime ? WrittenTime.Parse(question.Time) : null },
            cancellationToken);
}
