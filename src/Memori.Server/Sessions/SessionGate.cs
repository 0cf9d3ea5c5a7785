namespace Memori.Server.Sessions;

/// <summary>Lets requests into their sessions.</summary>
internal static class SessionGate
{
    /// <summary>
    /// Lets a request use the session of its scope until it was answered, when it has one. The one place where routes do so:
    /// the door, administration, health, documents and <c>/api/sessions</c> itself need no session.
    /// </summary>
    /// <param name="scope">Who asks, in which session.</param>
    /// <param name="request">The request.</param>
    /// <returns><paramref name="scope"/>.</returns>
    /// <exception cref="MemoriException"><c>session-expired</c>, <c>session-ended</c>, <c>session-unknown</c> (401).</exception>
    public static async Task<Scope> InSessionAsync(this Scope scope, HttpRequest request)
    {
        if (scope.SessionId is not null)
        {
            var http = request.HttpContext;
            http.Response.RegisterForDispose(await http.RequestServices.GetRequiredService<UserSessions>().UseAsync(scope, http.RequestAborted));
        }

        return scope;
    }
}
