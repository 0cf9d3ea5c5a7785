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
        var answers = new ConcurrentDictionary<(int Space, int Question), (RecallQuestion Question, RecallPrediction Prediction, TimeSpan Duration)>();
        await Parallel.ForEachAsync(
            set.Spaces.Index(),
            cancellationToken,
            async (space, token) =>
            {
                var user = string.Create(CultureInfo.InvariantCulture, $"space-{space.Index}");
                await RememberAsync(user, space.Item.Messages, token).ConfigureAwait(false);
                foreach (var (index, question) in space.Item.Questions.Index())
                {
                    answers[(space.Index, index)] = await AskAsync(user, question, top, token).ConfigureAwait(false);
                    progress?.Report(answers.Count);
                }
            }).ConfigureAwait(false);
        return RecallFigures.Of([.. answers.OrderBy(answer => answer.Key).Select(answer => answer.Value)]);
    }

    private async Task RememberAsync(string user, IReadOnlyList<RecallMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            await engine.RememberAsync(
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
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(RecallQuestion Question, RecallPrediction Prediction, TimeSpan Duration)> AskAsync(string user, RecallQuestion question, int top, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var recalled = await engine.RecallAsync(
            Scope.Create(user),
            new RecallRequest { Query = question.Text, Limit = top, AsOf = WrittenTime.Parse(question.Time) },
            cancellationToken).ConfigureAwait(false);
        var duration = time.GetElapsedTime(started);
        return (question, new RecallPrediction(question.Id, [.. recalled.SelectMany(hit => hit.Memory.MergedIds.Prepend(hit.Memory.Id))]), duration);
    }
}
