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
        answers.MapGet("", ListAsync).WithName("list_answers").WithSummary("What the user asked a datasource, the newest first");
        answers.MapGet("/{id}", GetAsync).WithName("get_answer").WithSummary("A kept answer: all but the rows, which its SQL gives again");
        answers.MapDelete("/{id}", DeleteAsync).WithName("delete_answer").WithSummary("Delete a kept answer; what was remembered of it stays");
        answers.MapPost("/{id}/feedback", JudgeAsync).WithName("judge_answer").WithSummary("Say whether a kept answer was right, wrong, or what SQL is right").ProducesProblem(422).ProducesProblem(502);
        var conversations = routes.MapGroup("/api/conversations").WithTags("Answers").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        conversations.MapGet("", ConversationsAsync).WithName("list_conversations").WithSummary("The user's conversations with a datasource, those with the newest answers first");
        conversations.MapDelete("/{id}", DeleteConversationAsync).WithName("delete_conversation").WithSummary("Delete a conversation with its kept answers; what was remembered of them stays");
        return routes;
    }

    private static async Task<AnswerListDocument> ListAsync(
        HttpRequest request,
        AnswerStore store,
        AccessCatalog access,
        [FromQuery(Name = "datasource_id")] int datasourceId,
        CancellationToken cancellationToken,
        [FromQuery(Name = "conversation_id")] string conversation = "",
        [FromQuery(Name = "text")] string text = "",
        [FromQuery(Name = "before")] string before = AnswerStore.End,
        [FromQuery(Name = "limit")] int limit = 50)
    {
        MemoryFaults.RequirePage(limit, 0);
        var caller = CallerOf(request);
        await access.OpenAsync(datasourceId, caller, cancellationToken);
        var page = await store.ListAsync(caller.UserId, datasourceId, conversation, text, before, limit, cancellationToken);
        return new AnswerListDocument([.. page.Select(AnswerSummaryDocument.From)], page.Count == limit ? page[^1].Id : null);
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
        [FromQuery(Name = "datasource_id")] int datasourceId,
        CancellationToken cancellationToken,
        [FromQuery(Name = "before")] string before = AnswerStore.End,
        [FromQuery(Name = "limit")] int limit = 50)
    {
        MemoryFaults.RequirePage(limit, 0);
        var caller = CallerOf(request);
        await access.OpenAsync(datasourceId, caller, cancellationToken);
        var page = await store.ConversationsAsync(caller.UserId, datasourceId, before, limit, cancellationToken);
        return new ConversationListDocument(
            [.. page.Select(whole => new ConversationDocument(whole.Id, whole.Title, datasourceId, whole.Answers, whole.LastId, whole.LastAt))], page.Count == limit ? page[^1].LastId : null);
    }

    private static async Task<NoContent> DeleteConversationAsync(string id, HttpRequest request, AnswerStore store, CancellationToken cancellationToken) =>
        await store.DeleteConversationAsync(CallerOf(request).UserId, PathId.Of(id, request), cancellationToken) > 0 ? TypedResults.NoContent() : throw AnswerFaults.ConversationNotFound();

    // Whichever session a client is in: what was asked is the user's.
    private static Caller CallerOf(HttpRequest request, string? bodyUser = null) => CallerIdentity.Caller(request, CallerIdentity.UserScope(request, bodyUser, null));
}
