namespace Memori.Server.Users;

/// <summary>What was deleted of a person.</summary>
/// <param name="Parts">How many things, by the name of the part: <see cref="IUserData.Name"/>.</param>
/// <param name="Policies">The datasources whose access rules name the person: those are the administrator's to change.</param>
/// <param name="Scrubbed">Whether the store's files were rewritten, so that nothing is left in them of what was deleted. False when there was nothing to delete, or when it failed: then see the log.</param>
public sealed record ForgottenUser(IReadOnlyDictionary<string, int> Parts, IReadOnlyList<int> Policies, bool Scrubbed);

/// <summary>What was deleted of a person, on the wire.</summary>
/// <param name="Message">For people.</param>
/// <param name="Deleted">How many things, by part: <c>memories</c>, <c>ledger</c>, <c>keys</c>, <c>audit</c> …</param>
/// <param name="PoliciesThatNameTheUser">The datasources whose access rules name the user: those are the administrator's to change.</param>
/// <param name="Scrubbed">Whether the store's files were rewritten, so that nothing is left in them of what was deleted.</param>
public sealed record ForgottenUserDocument(string Message, IReadOnlyDictionary<string, int> Deleted, IReadOnlyList<int> PoliciesThatNameTheUser, bool Scrubbed)
{
    /// <summary>The document.</summary>
    public static ForgottenUserDocument From(ForgottenUser forgotten) => new("User forgotten", forgotten.Parts, forgotten.Policies, forgotten.Scrubbed);
}
