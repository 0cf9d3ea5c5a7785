using Memori;
using Memori.Server.Access;
using Memori.Server.Ask;
using Memori.Server.Sessions;
using Memori.Text;
using Memori.Text2Sql;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route of a person's verdicts.</summary>
public static class FeedbackEndpoints
{
    /// <summary>Maps <c>POST /api/text2sql/feedback</c>.</summary>
    public static IEndpointRouteBuilder MapFeedback(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/text2sql/feedback", FeedbackAsync)
            .WithName("give_feedback").WithTags("Text2SQL").WithSummary("Say whether an answer was right, wrong, or what SQL is right")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(502);
        return routes;
    }

    private static async Task<FeedbackDocument> FeedbackAsync(FeedbackRequest body, HttpRequest request, FeedbackPipeline feedback, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.UserScope(request, body.UserId, body.SessionId).InSessionAsync(request);
        var caller = CallerIdentity.Caller(request, scope);
        return FeedbackDocument.From(await (body.Verdict switch
        {
            "right" when body.Sql is null => feedback.RightAsync(scope, caller, body.MemoryId, cancellationToken),
            "wrong" when body.Sql is null => feedback.WrongAsync(scope, caller, body.MemoryId, cancellationToken),
            "corrected" when body.Sql is { } sql => feedback.CorrectAsync(scope, caller, body.MemoryId, sql, cancellationToken),
            _ => throw new MemoriException(FaultKind.BadRequest, "invalid-verdict", new LocalizedText(
                "verdict must be right, wrong, or corrected with sql.", "verdict 必须是 right、wrong,或带 sql 的 corrected。")),
        }));
    }
}
