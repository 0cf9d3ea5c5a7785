using System.Text.Json.Nodes;

namespace Memori.Server.Users;

/// <summary>
/// What a part of the service keeps of people. Every part that keeps anything keyed by a user's id implements and registers one, so that
/// <c>DELETE /api/users/{id}</c> forgets a person everywhere.
/// </summary>
public interface IUserData
{
    /// <summary>What it is, in kebab case: <c>sessions</c>. Unique; the answer of the deletion counts by it.</summary>
    string Name { get; }

    /// <summary>What is kept of a user, each thing as JSON, so that the person can take it along. Default nothing.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels.</param>
    IAsyncEnumerable<JsonNode?> ExportAsync(string userId, CancellationToken cancellationToken) => AsyncEnumerable.Empty<JsonNode?>();

    /// <summary>
    /// Deletes what is kept of a user. Made within one unit of work with all other parts, which its writes join; what is kept in memory alone is dropped as well.
    /// Called again for the same user it finds nothing.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels before the write is committed.</param>
    /// <returns>How many things were deleted.</returns>
    Task<int> ForgetAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Called when the unit of work was committed: drops what was read before it by others than the user. Default nothing.</summary>
    void AfterForgetting()
    {
    }
}
