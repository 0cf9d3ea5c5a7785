using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Ask;
using Memori.Server.Ask.Runs;
using Memori.Server.Users;

namespace Memori.Server.Answers;

/// <summary>What a person asked and was answered, and the runs that are still held in memory.</summary>
internal sealed class AnswerUserData(AnswerStore store, AskRuns runs) : IUserData
{
    private const int Page = 200;

    public string Name => "answers";

    public async IAsyncEnumerable<JsonNode?> ExportAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = AnswerStore.End;
        while (await store.ListAllAsync(userId, before, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var answer in page)
            {
                yield return JsonSerializer.SerializeToNode(AnswerSummaryDocument.From(answer), ServiceJson.Readable.AnswerSummaryDocument);
            }

            before = page[^1].Id;
        }
    }

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken)
    {
        runs.Forget(userId);
        return store.ForgetAsync(userId, cancellationToken);
    }
}
