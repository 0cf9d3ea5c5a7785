using System.Text.Json;
using Memori.Server.Ask;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Server.Answers;

/// <summary>Opens kept answers for the person who asked: with the text of the memories that are still there, and only as long as the person may ask the datasource. Thread-safe.</summary>
internal sealed class AnswerBook(AnswerStore store, MemoryEngine memory, AccessCatalog access)
{
    /// <summary>The answer as it is kept: the rows go, and of memories all but their ids, so that what is forgotten is forgotten here too.</summary>
    public static string Write(AnswerDocument answer) => JsonSerializer.Serialize(
        answer with { Rows = [], RowCount = 0, Memories = [.. answer.Memories.Select(used => used with { Content = "" })] }, ServiceJson.Readable.AnswerDocument);

    /// <summary>The answer as it is kept.</summary>
    /// <exception cref="MemoriException"><c>answer-not-found</c>.</exception>
    public async Task<KeptAnswer> RequireAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(caller.UserId, id, cancellationToken) is { } found && await access.MayAskAsync(found.DatasourceId, caller, cancellationToken) ? found : throw AnswerFaults.NotFound();

    /// <summary>The answer for its person.</summary>
    /// <exception cref="MemoriException"><c>answer-not-found</c>.</exception>
    public async Task<KeptAnswerDocument> OpenAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var kept = await RequireAsync(caller, id, cancellationToken);
        return DocumentOf(kept, kept.Document is { } json ? await ReadAsync(kept, json, cancellationToken) : null);
    }

    /// <summary>The document of an answer.</summary>
    public static KeptAnswerDocument DocumentOf(KeptAnswer kept, AnswerDocument? answer) => new()
    {
        AnswerId = kept.Id,
        ConversationId = kept.ConversationId,
        SessionId = kept.SessionId,
        DatasourceId = kept.DatasourceId,
        Question = kept.Question,
        AskedAt = kept.AskedAt,
        Ms = kept.Took.TotalMilliseconds,
        State = kept.State,
        Verdict = kept.Verdict,
        CorrectedSql = kept.Corrected,
        Problem = kept.Code is { } code ? new AnswerProblemDocument(code, kept.Detail) : null,
        Answer = answer,
    };

    private async Task<AnswerDocument> ReadAsync(KeptAnswer kept, string json, CancellationToken cancellationToken)
    {
        var answer = JsonSerializer.Deserialize(json, ServiceJson.Readable.AnswerDocument)!;
        var scope = Scope.Create(kept.UserId, kept.SessionId);
        List<Memori.Text2Sql.Answering.UsedMemory> memories = [];
        foreach (var used in answer.Memories)
        {
            if (await memory.GetAsync(scope, used.Id, cancellationToken) is { } known)
            {
                memories.Add(used with { Content = known.Content });
            }
        }

        return answer with { Memories = memories, RowCount = kept.RowCount ?? 0 };
    }
}
