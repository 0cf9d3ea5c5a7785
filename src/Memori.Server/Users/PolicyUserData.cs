using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Server.Users;

/// <summary>Who set access rules.</summary>
internal sealed class PolicyUserData(AccessPolicies policies) : IUserData
{
    public string Name => "policy-changes";

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => policies.ForgetEditorAsync(userId, cancellationToken);
}
