using Memori.Server.Access;
using Memori.Server.Answers;
using Memori.Server.Memories;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of what a person asked before. They need no session.</summary>
public static class AnswerEndpoints
{
    /// <summary>Maps <c>/api/answers…</c> and <c>/api/conversations…</c>.</summary>
    public static IEndpointRouteBuilder MapAnswers(this IEndpointRouteBuilder routes)
    {
        var answers = routes.MapGroup("/api/answers").WithTags("Answers").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        answers.MapGet("", ListAsync).WithName("list_answers").WithSummary("What the user asked, of a datasource or of all, the newest first");
        answers.MapGet("/{id}", GetAsync).WithName("get_answer").WithSummary("A kept answer: all but the rows, which its SQL gives again");
        answers.MapDelete("/{id}", DeleteAsync).WithName("delete_answer").WithSummary("Delete a kept answer; what was remembered of it stays");
        answers.MapPost("/{id}/feedback", JudgeAsync).WithName("judge_answer").WithSummary("Say whether a kept answer was right, wrong, or what SQL is right").ProducesProblem(422).ProducesProblem(502);
        var conversations = routes.MapGroup("/api/conversations").WithTags("Answers").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        conversations.MapGet("", ConversationsAsync).WithName("list_conversations").WithSummary("The user's conversations, with a datasource or with all, those with the newest answers first");
        conversations.MapPatch("/{id}", NameConversationAsync).WithName("name_conversation").WithSummary("Name a conversation");
        conversations.MapDelete("/{id}", DeleteConversationAsync).WithName("delete_conversation").WithSummary("Delete a conversation with its kept answers; what was remembered of them stays");
        return routes;
    }

    private static async Task<AnswerListDocument> ListAsync(
        HttpRequest request,
        AnswerStore store,
        AccessCatalog access,
        CancellationToken cancellationToken,
        [FromQuery(Name = "datasource_id")] int? datasource = null,
        [FromQuery(Name = "conversation_id")] string conversation = "",
        [FromQuery(Name = "text")] string text = "",
        [FromQuery(Name = "before")] string before = AnswerStore.End,
        [FromQuery(Name = "limit")] int limit = 50)
    {
        var caller = CallerOf(request);
        MemoryFaults.RequirePage(limit, 0);
        var page = await store.ListAsync(caller.UserId, await OpenAsync(datasource, caller, access, cancellationToken), conversation, text, before, limit, cancellationToken);
        var shown = await AskableAsync(page, answer => answer.DatasourceId, caller, access, cancellationToken);
        return new AnswerListDocument([.. shown.Select(AnswerSummaryDocument.From)], page.Count == limit ? page[^1].Id : null);
    }

    private static Task<KeptAnswerDocument> GetAsync(string id, HttpRequest request, AnswerBook book, CancellationToken cancellationToken) =>
        book.OpenAsync(CallerOf(request), PathId.Of(id, request), cancellationToken);

    private static async Task<NoContent> DeleteAsync(string id, HttpRequest request, AnswerStore store, CancellationToken cancellationToken) =>
        await store.DeleteAsync(CallerOf(request).UserId, PathId.Of(id, request), cancellationToken) > 0 ? TypedResults.NoContent() : throw AnswerFaults.NotFound();

    private static Task<AnswerVerdictDocument> JudgeAsync(string id, AnswerVerdictRequest body, HttpRequest request, AnswerVerdicts verdicts, CancellationToken cancellationToken) =>
        verdicts.JudgeAsync(CallerOf(request, body.UserId), PathId.Of(id, request, segments: 2), body, cancellationToken);

    private static async Task<ConversationListDocument> ConversationsAsync(
        HttpRequest request,
        AnswerStore store,
        AccessCatalog access,
        CancellationToken cancellationToken,
        [FromQuery(Name = "datasource_id")] int? datasource = null,
        [FromQuery(Name = "before")] string before = AnswerStore.End,
        [FromQuery(Name = "limit")] int limit = 50)
    {
        var caller = CallerOf(request);
        MemoryFaults.RequirePage(limit, 0);
        var page = await store.ConversationsAsync(caller.UserId, await OpenAsync(datasource, caller, access, cancellationToken), before, limit, cancellationToken);
        var shown = await AskableAsync(page, whole => whole.DatasourceId, caller, access, cancellationToken);
        return new ConversationListDocument(
            [.. shown.Select(whole => new ConversationDocument(whole.Id, whole.Title, whole.DatasourceId, whole.Answers, whole.LastId, whole.LastAt))], page.Count == limit ? page[^1].LastId : null);
    }

    private static async Task<NoContent> NameConversationAsync(string id, NameConversationRequest body, HttpRequest request, AnswerStore store, CancellationToken cancellationToken) =>
        await store.NameAsync(CallerOf(request, body.UserId).UserId, PathId.Of(id, request), AnswerFaults.RequireTitle(body.Title), cancellationToken) > 0
            ? TypedResults.NoContent() : throw AnswerFaults.ConversationNotFound();

    private static async Task<NoContent> DeleteConversationAsync(string id, HttpRequest request, AnswerStore store, CancellationToken cancellationToken) =>
        await store.DeleteConversationAsync(CallerOf(request).UserId, PathId.Of(id, request), cancellationToken) > 0 ? TypedResults.NoContent() : throw AnswerFaults.ConversationNotFound();

    private static async Task<int> OpenAsync(int? datasource, Caller caller, AccessCatalog access, CancellationToken cancellationToken) =>
        datasource is { } id ? (await access.OpenAsync(id, caller, cancellationToken)).Id : 0;

    /// <summary>Without those of datasources that the caller may not ask any more.</summary>
    private static async Task<IReadOnlyList<T>> AskableAsync<T>(IReadOnlyList<T> page, Func<T, int> datasource, Caller caller, AccessCatalog access, CancellationToken cancellationToken)
    {
        HashSet<int> askable = [];
        foreach (var id in page.Select(datasource).Distinct())
        {
            if (await access.MayAskAsync(id, caller, cancellationToken))
            {
                askable.Add(id);
            }
        }

        return [.. page.Where(one => askable.Contains(datasource(one)))];
    }

    // Whichever session a client is in: what was asked is the user's.
    private static Caller CallerOf(HttpRequest request, string? bodyUser = null) => CallerIdentity.Caller(request, CallerIdentity.UserScope(request, bodyUser, null));
}
