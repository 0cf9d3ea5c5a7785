namespace Memori.Text2Sql.Generation.Embedded.Roles;

/// <summary>What is known of the roles of the names before a name, as far as <see cref="RoleFeatures"/> looks at them.</summary>
/// <param name="Last">The role of the name before.</param>
/// <param name="BeforeLast">The role of the one before that.</param>
/// <param name="Shown">How many are shown; two stand for any more.</param>
/// <param name="Aggregated">Whether any is counted, summed up or the like.</param>
/// <param name="Grouped">Whether rows are grouped by any.</param>
/// <param name="Ordered">Whether rows or groups are ordered by any.</param>
internal readonly record struct RoleHistory(Role? Last, Role? BeforeLast, int Shown, bool Aggregated, bool Grouped, bool Ordered)
{
    private const int Several = 2;

    /// <summary>The history after one more name.</summary>
    public RoleHistory With(Role role) => new(
        role, Last, Math.Min(Several, Shown + (role == Role.Show ? 1 : 0)), Aggregated || role is >= Role.Count and <= Role.Min, Grouped || role is Role.Group or Role.GroupOnly, Ordered || role >= Role.Order);

    /// <summary>The history of names with given roles.</summary>
    public static RoleHistory Of(IEnumerable<Role> roles) => roles.Aggregate(default(RoleHistory), (history, role) => history.With(role));
}
