using Memori.Server.Access;
using Memori.Server.Proxy.Callers;

namespace Memori.Server.Audit;

/// <summary>Audits what no filter sees: who was turned away at the gate, and the calls of <c>/v1/messages</c>.</summary>
internal static class AuditGate
{
    private const string Door = "/v1/messages";

    public static async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (MemoriException refused) when (refused.Kind is FaultKind.Unauthenticated or FaultKind.Forbidden)
        {
            NoteRefusal(context, refused.Code);
            throw;
        }
        finally
        {
            NoteCall(context);
        }

        if (context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden && context.Features.Get<ProxyCaller>() is null)
        {
            NoteRefusal(context, context.Response.StatusCode == StatusCodes.Status401Unauthorized ? "unauthenticated" : "forbidden");
        }
    }

    private static void NoteRefusal(HttpContext context, string code)
    {
        if (!AuditFilter.HasAudited(context))
        {
            context.RequestServices.GetRequiredService<AccessRefusals>().Note(
                code, AccessGate.IdentityOf(context.Request) is null ? AccessRefusals.Nobody : AuditFilter.ActorOf(context), context.Connection.RemoteIpAddress?.ToString() ?? "");
        }
    }

    private static void NoteCall(HttpContext context)
    {
        if (context.Features.Get<ProxyCaller>() is not { } caller || context.Request.Path != Door)
        {
            return;
        }

        var status = context.Response.StatusCode;
        context.RequestServices.GetRequiredService<AuditQueue>().Add(new NewAuditEntry
        {
            Kind = AuditedOperations.Messages,
            Outcome = status < StatusCodes.Status400BadRequest ? AuditOutcome.Ok : status < StatusCodes.Status500InternalServerError ? AuditOutcome.Refused : AuditOutcome.Failed,
            Code = status < StatusCodes.Status400BadRequest ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http-{status}"),
            Actor = AuditFilter.ActorOf(context),
            UserId = caller.Payer.UserId,
            SessionId = caller.Payer.SessionId,
            RequestId = context.TraceIdentifier,
        });
    }
}
